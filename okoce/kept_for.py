"""How long what is kept: the one table, and how old rows are counted or deleted (okoce/retention)."""

import datetime as dt
from typing import NamedTuple


class Period(NamedTuple):
    label: str
    lasts: dt.timedelta
    counts_from: str


DAY = dt.timedelta(days=1)
# Name → what it is, how long, since when. What is not named here stays as long as the programme's figures and proofs.
PERIODS = {
    "kept_forms": Period("Isian yang belum terkirim", DAY, "sejak diketik"),
    "sent_forms": Period("Tanda formulir yang sudah terkirim", DAY, "sejak dikirim"),
    "address_codes": Period("Kode ke surel dan nomor HP", DAY, "sejak diminta"),
    "claim_codes": Period("Kode klaim pendaftaran", DAY, "sejak diminta"),
    "sessions": Period("Sesi masuk yang sudah berakhir", dt.timedelta(days=14), "sejak dipakai terakhir"),
    "drafts": Period("Isian pendaftaran dan tanda terimanya", 14 * DAY, "sejak diisi terakhir"),
    "walk_ins": Period("Data tamu pelatihan yang tidak dilengkapi", 14 * DAY, "sejak datang"),
    "undecided_imports": Period("Berkas impor dan pratinjau tanpa keputusan", DAY, "sejak diunggah"),
    "import_reports": Period("Laporan impor dan baris yang belum tertulis", 30 * DAY, "sejak diunggah"),
    "import_batches": Period("Catatan untuk menarik impor", 30 * DAY, "sejak ditulis"),
    "merge_logs": Period("Catatan untuk membatalkan penyatuan", 30 * DAY, "sejak disatukan"),
    "certificate_files": Period("Berkas sertifikat yang siap diunduh", 7 * DAY, "sejak diminta"),
    "people_files": Period("Berkas data peserta yang siap diunduh", 7 * DAY, "sejak diminta"),
    "planner_proposals": Period("Usulan sesi", 90 * DAY, "sejak diminta"),
    "jobs": Period("Pekerjaan yang selesai, dan kegagalan yang sudah ditangani", 90 * DAY, "sejak selesai"),
    "invitations": Period("Undangan bertugas yang tidak diterima", 90 * DAY, "sejak dikirim"),
    "call_notices": Period("Isi kabar yang sudah selesai di daftar telepon", 365 * DAY, "sejak dibuat"),
    "messages": Period("Isi pesan di kotak pesan", 365 * DAY, "sejak dikirim"),
    "retention_runs": Period("Catatan halaman ini", 90 * DAY, "sejak dijalankan"),
}


def lasts(name):
    """Return how long what has this name is kept."""
    return PERIODS[name].lasts


def delete(rows, *, is_dry):
    """Delete rows, and return how many; a dry run only counts them."""
    count = rows.count()
    if count and not is_dry:
        rows.delete()
    return count


def blank(rows, values, *, is_dry):
    """Write these values over rows, and return how many; a dry run only counts them."""
    return rows.count() if is_dry else rows.update(**values)
