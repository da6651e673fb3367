"""Tables of the page of evidence: the trend and the seats, from frozen figures alone. Pure."""

from datetime import date
from string import Formatter

from okoce.formats import tanggal_pendek
from reports.figures import trends
from reports.papers import paces
from reports.papers.paper_parts import label

LINES = (  # label, words with keys of figures
    (
        "Izin terbit",
        "NIB {izin_terbit_nib} · P-IRT {izin_terbit_pirt} · Sertifikat halal {izin_terbit_halal} · "
        "Merek {izin_terbit_merek} · ditolak {izin_ditolak}",
    ),
    ("Modal", "cair {modal_cair}, Rp\u00a0{rupiah_cair} · ditolak {modal_ditolak} · tidak berminat {tidak_berminat}"),
    (
        "Pendampingan",
        "pendamping {pendamping} · ditemui dalam 30 hari {ditemui_30_hari} · lebih lama {lama_tidak_ditemui} · "
        "belum pernah {belum_ditemui}",
    ),
    (
        "Buku dan bazar",
        "laporan bulanan {laporan_bulanan} · penjual {penjual}, penjualan Rp\u00a0{rupiah_penjualan}",
    ),
    ("Tenaga kerja", "orang bekerja {orang_bekerja}, menurut {pemilik_menjawab} pemilik usaha"),
)


def trend(figures, most=6):
    """The picture's numbers as a table: stages by the last fortnights."""
    points = figures["trend"][-most:]
    return {
        "head": [trends.short(date.fromisoformat(point["on"])) for point in points],
        "rows": [
            {"label": label(row), "people": [paces.shown(point["stages"][row["stage"]]) for point in points]}
            for row in figures["stages"]
        ],
    }


def training(figures):
    """Seats of the fortnight and of the year, one row a number."""
    now, year = figures["training_added"], figures["training"]
    named = (("Sesi selesai", "sessions"), ("Kursi disediakan", "seats"), ("Kursi dipesan", "booked"))
    named += (("Hadir", "attended"),)
    rows = [{"label": name, "now": paces.shown(now[key]), "year": paces.shown(year[key])} for name, key in named]
    for name, part, whole in (
        ("Hadir dari yang dipesan", "attended", "booked"),
        ("Kursi terisi dari yang ada", "attended", "seats"),
    ):
        rows.append(
            {"label": name, "now": paces.share(now[part], now[whole]), "year": paces.share(year[part], year[whole])}
        )
    return rows


def facts(figures):
    """Licences, capital, mentoring and takings as lines of words; those that a snapshot holds, which may be none."""
    found = figures["parts"].get("evidence")
    if not found:
        return {}
    counts = {key: paces.shown(number) for key, number in found.items() if key != "on"}
    held = [(label, words) for label, words in LINES if _keys(words) <= counts.keys()]
    lines = [{"label": label, "words": words.format(**counts)} for label, words in held]
    return {"on": tanggal_pendek(date.fromisoformat(found["on"])), "lines": lines}


def _keys(words):
    return {key for _, key, *_ in Formatter().parse(words) if key}
