"""What a figure is: a name, a definition that people read, a unit, a version, and what it counts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Unit(StrEnum):
    PEOPLE = "orang"
    LICENCES = "izin"
    RUPIAH = "rupiah"
    SEATS = "kursi"
    SESSIONS = "sesi"
    STALLS = "lapak"
    STATEMENTS = "laporan"
    APPLICATIONS = "permohonan"
    ROWS = "baris"
    PERCENT = "persen"


class Group(StrEnum):
    STAGES = "Tahap"
    NEW = "Sejak rapat terakhir"
    POSITION = "Posisi sekarang"
    IN_TIME = "Lanjut dalam 90 hari"
    STUCK = "Tertahan lebih dari 30 hari"
    SEATS = "Sesi dan kursi"
    MENTORS = "Pendampingan"
    LICENCES = "Perizinan"
    STATEMENTS = "Laporan keuangan"
    CAPITAL = "Permodalan"
    STALLS = "Bazar"
    WORK = "Tenaga kerja"
    AGENCIES = "Penyelenggara"
    QUALITY = "Mutu data"
    PEOPLE = "Jenis kelamin dan umur"


class Measure(StrEnum):
    """What of its rows a figure is: how many, how many people, or what they add up to."""

    ROWS = "rows"
    PEOPLE = "people"
    AMOUNT = "amount"


class Numbers(dict):
    """{region code: number}; a region without a row has none of what is counted."""

    def __missing__(self, code):
        return 0


@dataclass(frozen=True)
class Figure:
    """One number that is reported. The version is raised whenever its code changes, which a test holds it to.

    `rows(year, on)` are the rows it counts, as reports/figures/fact_rows.py describes them, and `parts` those of them
    that are its own. With `count` it is read from tallies: `count(year, level, on, known_at, area)` answers
    {part: {region code: number}}. Without, it is counted once a day and kept (reports/figures/kept.py).
    A `ratio` is made of two other figures when it is read, in tenths of a percent.
    A cumulative figure never falls from one day to the next, unless facts are corrected.
    """

    key: str
    version: int
    name: str
    definition: str
    unit: Unit
    group: Group
    rows: Callable | None = field(default=None, repr=False)
    parts: tuple[str, ...] = ()
    measure: Measure = Measure.ROWS
    count: Callable | None = field(default=None, repr=False)
    ratio: tuple[str, str] | None = None
    is_cumulative: bool = True
    source: str = "catatan Portal OK OCE"

    @property
    def is_kept(self):
        return self.count is None and self.ratio is None


@dataclass(frozen=True)
class Table:
    """A number that is split by what stands in the facts, such as agencies, and kept like a figure.

    `count(year, on)` answers {kecamatan code: Counter by label}.
    """

    key: str
    version: int
    name: str
    definition: str
    unit: Unit
    group: Group
    count: Callable = field(repr=False)
    source: str = "catatan Portal OK OCE"
