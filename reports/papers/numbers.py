"""Every number of a snapshot under a key, for open data and spreadsheets: the same that papers draw. Pure."""

from dataclasses import dataclass

from reports.papers import paces
from reports.papers.fact_names import FACTS

STAGE, ADDED, TARGET, EXPECTED, GAP = "langkah", "berubah", "target", "seharusnya", "kurang"
SEATS = (  # key in a snapshot → key, name, meaning
    ("sessions", "sesi", "Sesi selesai", "sesi yang sudah berakhir di kecamatan tuan rumah"),
    ("seats", "kursi", "Kursi disediakan", "kursi di sesi yang sudah berakhir"),
    ("booked", "dipesan", "Kursi dipesan", "kursi yang dipesan di sesi yang sudah berakhir"),
    ("attended", "hadir", "Hadir", "kursi dengan minimal satu kehadiran yang sah"),
)
FACT = "bukti"  # and the key of a figure
UNITS = {"sesi": "sesi", "kursi": "kursi", "dipesan": "kursi"}


@dataclass(frozen=True)
class Number:
    """One figure of one area on one day; the value is None where it is hidden."""

    code: str
    area: str
    level: str
    on: str
    key: str
    value: int | None

    @property
    def unit(self):
        kind, _, key = self.key.partition(".")
        return FACTS[key][1] if kind == FACT else UNITS.get(key or kind, "orang")


def numbers(figures):
    """Every Number of a snapshot, in a fixed order."""
    code, name, level = area_of(figures)
    own = [(key, value) for key, value in _own(figures)]
    yield from (Number(code, name, level, figures["cut_off_on"], key, value) for key, value in own)
    for point in figures["trend"][:-1]:
        for row in figures["stages"]:
            value = point["stages"][row["stage"]]
            yield Number(code, name, level, point["on"], f"{STAGE}.{row['stage']}", value)
    for place in figures.get("kelurahan", ()):
        yield from _of_kelurahan(place, figures)


def area_of(figures):
    """(code, name, level) of what a snapshot is about."""
    return figures["code"], figures["name"], figures["level"]


def _own(figures):
    yield "menunggu", figures["waiting"]
    for row in figures["stages"]:
        yield f"{STAGE}.{row['stage']}", row["people"]
        yield f"{ADDED}.{row['stage']}", row["added"]
        if row["target"]:
            yield f"{TARGET}.{row['stage']}", row["target"]
            yield f"{EXPECTED}.{row['stage']}", paces.expected(row, figures)
            yield f"{GAP}.{row['stage']}", paces.gap(row)
    for name, key, *_ in SEATS:
        yield f"setahun.{key}", figures["training"][name]
        yield f"periode.{key}", figures["training_added"][name]
    yield from ((f"{FACT}.{key}", value) for key, value in facts(figures).items())


def facts(figures):
    """{key of a figure: number} of the evidence that a snapshot holds."""
    found = figures["parts"].get("evidence") or {}
    return {key: found[key] for key in FACTS if key in found}


def _of_kelurahan(place, figures):
    found = [("menunggu", place["waiting"])]
    found += [(f"{STAGE}.{row['stage']}", place["stages"][row["stage"]]) for row in figures["stages"]]
    for key, value in found:
        yield Number(place["code"], place["name"], "kelurahan", figures["cut_off_on"], key, value)


def dictionary(figures):
    """[(key, name, unit, meaning)] of every key that numbers() gives."""
    yield "menunggu", "Menunggu pencocokan KTP", "orang", "terdaftar, KTP belum diperiksa; belum di langkah mana pun"
    for row in figures["stages"]:
        name, stage = row["name"], row["stage"]
        yield f"{STAGE}.{stage}", name, "orang", f"orang yang sudah mencapai langkah {name}; satu orang satu kali"
        yield f"{ADDED}.{stage}", f"{name}, berubah", "orang", "selisih dengan hari sebelum periode dimulai"
        yield f"{TARGET}.{stage}", f"{name}, target", "orang", "target setahun, jumlah dari semua instansi"
        yield f"{EXPECTED}.{stage}", f"{name}, seharusnya", "orang", "target dikali bagian tahun yang sudah lewat"
        yield f"{GAP}.{stage}", f"{name}, kurang", "orang", "target dikurangi yang sudah tercapai"
    for _, key, name, meaning in SEATS:
        unit = UNITS.get(key, "orang")
        yield f"setahun.{key}", f"{name}, setahun", unit, f"{meaning}, sejak awal tahun program"
        yield f"periode.{key}", f"{name}, periode ini", unit, f"{meaning}, dalam periode ini"
    for key in facts(figures):
        yield f"{FACT}.{key}", *FACTS[key]
