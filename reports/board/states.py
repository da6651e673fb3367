"""What somebody has chosen to see, as it stands in the address: an area, a stage, a day, and what to compare with."""

import datetime as dt
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from okoce.clock import day_starts_at, today
from okoce.programme.models import ProgrammeYear
from okoce.regions import places
from okoce.regions.levels import JAKARTA, Level

INSTANT = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class State:
    """The same state has the same address; nothing in it is about a person."""

    year: ProgrammeYear
    stage: str
    area: str = JAKARTA
    on: dt.date | None = None  # None: today, also tomorrow
    other_area: str = ""
    other_on: dt.date | None = None
    known_on: dt.date | None = None  # only what was known by the end of this day; None: all that is known now

    @property
    def day(self):
        return self.on or newest_day(self.year)

    @property
    def place(self):
        return places.region(self.area)

    @property
    def compares(self):
        return bool(self.other_area or self.other_on)

    @property
    def known_at(self):
        """Return the instant whose knowledge is shown, or None."""
        return day_starts_at(self.known_on + dt.timedelta(days=1)) - INSTANT if self.known_on else None

    @property
    def query(self):
        """Return the state as it stands behind the question mark."""
        chosen = {
            "tahap": self.stage,
            "wilayah": self.area,
            "tanggal": self.on,
            "wilayah_lain": self.other_area,
            "tanggal_lain": self.other_on,
            "diketahui": self.known_on,
        }
        return urlencode({name: str(value) for name, value in chosen.items() if value})

    def with_(self, **changes):
        return replace(self, **changes)


def newest_day(year):
    return max(year.starts_on, min(today(), year.ends_on))


def read(params, year, *, own=JAKARTA):
    """Return the State of an address; what is missing or senseless there is as it is without choosing."""
    stages = {row.stage for row in year.ordered_stages}
    stage = params.get("tahap")
    return State(
        year=year,
        stage=stage if stage in stages else year.ordered_stages[:2][-1].stage,
        area=_area(params.get("wilayah")) or own,
        on=_day(params.get("tanggal"), year),
        other_area=_area(params.get("wilayah_lain")),
        other_on=_day(params.get("tanggal_lain"), year),
        known_on=_day(params.get("diketahui"), year),
    )


def _area(code):
    """Return the code of a kecamatan, a kota or the province; "" for anything else."""
    try:
        return code if places.region(code).level != Level.KELURAHAN else ""
    except KeyError:
        return ""


def _day(text, year):
    """Return a past day of the year; None for today and for anything else."""
    try:
        day = dt.date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if year.starts_on <= day < newest_day(year) else None
