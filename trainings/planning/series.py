"""A series of sessions from one pattern: weekdays, hours, weeks, kecamatan in waves, modules in turn. Pure."""

import datetime as dt
from dataclasses import dataclass

from okoce.clock import WIB

WEEK = 7


@dataclass(frozen=True)
class Draft:
    """A session that is not stored yet. Venue, trainer and modules are primary keys; `meetings` are (start, end)."""

    kecamatan: str
    venue: int
    trainer: int | None
    modules: tuple[int, ...]
    meetings: tuple[tuple[dt.datetime, dt.datetime], ...]
    capacity: int
    title: str = ""  # empty: named after what is taught
    agency: int | None = None  # None: that of the whole series
    training: int | None = None

    @property
    def key(self):
        """The draft's name in a form: where and when it begins."""
        return f"{self.kecamatan}@{self.meetings[0][0].astimezone(WIB):%Y%m%d%H%M}"


@dataclass(frozen=True)
class Site:
    """What one kecamatan brings to a series. Waves are numbered from 1."""

    kecamatan: str
    venue: int
    trainer: int | None
    capacity: int
    wave: int = 1


@dataclass(frozen=True)
class Pattern:
    """What all kecamatan of a series share. `weekdays`: 0 is Senin. `shift`: days between one wave and the next."""

    first_on: dt.date
    weekdays: tuple[int, ...]
    starts: dt.time
    ends: dt.time
    weeks: int
    modules: tuple[int, ...]
    shift: int = 1
    is_whole: bool = False  # each session teaches every module, instead of one after the other


def drafts(pattern, sites):
    """Return the Drafts of a series: kecamatan by kecamatan in the order of `sites`, each from its first day on."""
    return [draft for site in sites for draft in _of_site(pattern, site)]


def _of_site(pattern, site):
    later = dt.timedelta(days=(site.wave - 1) * pattern.shift)
    for number, day in enumerate(_days(pattern)):
        yield Draft(
            kecamatan=site.kecamatan,
            venue=site.venue,
            trainer=site.trainer,
            modules=_modules(pattern, number),
            meetings=((_at(day + later, pattern.starts), _at(day + later, pattern.ends)),),
            capacity=site.capacity,
        )


def _days(pattern):
    """The days of the first wave: each weekday once in every seven days from the first on."""
    span = (pattern.first_on + dt.timedelta(days=number) for number in range(pattern.weeks * WEEK))
    return [day for day in span if day.weekday() in pattern.weekdays]


def _modules(pattern, number):
    if pattern.is_whole or not pattern.modules:
        return pattern.modules
    return (pattern.modules[number % len(pattern.modules)],)


def _at(day, hour):
    return dt.datetime.combine(day, hour, tzinfo=WIB)
