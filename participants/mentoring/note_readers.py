"""Who reads the text of a mentoring note, in the one sentence that every page shows. Pure: the year decides.

`MentoringNote.may_be_read_by` judges by the same two settings.
"""

WRITER = "Isi catatan dibaca pendamping yang menulisnya"
ON_REQUEST = (
    ". Peserta bisa memintanya di halaman pendampingnya: isinya terbuka di sana begitu pendamping membukanya, "
    "paling lambat 72 jam sesudah diminta."
)
AT_ONCE = " dan pesertanya sendiri."
OFFICERS = " Petugas wilayahnya hanya melihat tanggal, bentuk, lama, dan topik"
SHARED = "; isinya bila pendamping membagikannya dengan persetujuan peserta."


def sentence(year):
    """Return who reads the text of a note of somebody of this programme year."""
    participant = AT_ONCE if year.participants_read_notes else ON_REQUEST
    return f"{WRITER}{participant}{OFFICERS}{SHARED if year.notes_may_be_shared else '.'}"
