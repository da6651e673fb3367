"""What stands against a planned session: venue, trainer or kecamatan at the same hour, holidays, nonsense. Pure."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from okoce.clock import WIB, wib_day
from okoce.formats import listed, rentang
from participants.cleaning import availability
from trainings.planning import sense


class Kind(StrEnum):
    VENUE = "venue"
    TRAINER = "trainer"
    KECAMATAN = "kecamatan"
    HOLIDAY = "holiday"
    VENUE_CLOSED = "venue_closed"
    TRAINER_AWAY = "trainer_away"
    TRAINER_MODULES = "trainer_modules"
    NONSENSE = "nonsense"


@dataclass(frozen=True)
class Hall:
    """What is known of a venue. `opening` are the 21 parts of a week, as in participants/cleaning/availability.py."""

    pk: int
    name: str
    key: str
    kecamatan: str
    capacity: int
    opening: int


@dataclass(frozen=True)
class Teacher:
    """What is known of a trainer. `availability` 0: nothing was written down. No modules: every module."""

    pk: int
    name: str
    availability: int
    modules: frozenset


@dataclass(frozen=True)
class Planned:
    """A session as it is compared: one stored (`pk`), or a draft of a series (no pk)."""

    title: str
    kecamatan: str
    place: str  # the kecamatan's name
    hall: Hall | None
    teacher: Teacher | None
    modules: tuple
    capacity: int
    meetings: tuple
    pk: int | None = None

    @property
    def when(self):
        """Its first meeting in words, and how many more there are."""
        first, *more = (rentang(start, end) for start, end in self.meetings)
        return f"{first} dan {len(more)} pertemuan lagi" if more else first

    def in_words(self, meeting):
        """It, at one of its meetings."""
        return f"“{self.title}” di {self.place} ({rentang(*meeting)})"


@dataclass(frozen=True)
class Clash:
    """A sentence for the officer, with what it is about. What is nonsense is never saved."""

    kinds: frozenset
    sentence: str

    @property
    def is_nonsense(self):
        return Kind.NONSENSE in self.kinds


def find(planned, stored, *, holidays, years, at):
    """Return for each of `planned` its Clashes, with each other, with `stored` and with what is sensible.

    `holidays`: {day: name}; `years`: (first, last) day of each programme year; `at`: the instant of asking. Of two
    planned sessions that clash each names the other. Deterministic.
    """
    by_day = defaultdict(list)
    for number, other in enumerate([*planned, *stored]):
        for day in _days(other):
            by_day[day].append((number, other))
    return [
        [
            *_nonsense(session, years=years, at=at),
            *_on_holidays(session, holidays),
            *_out_of_hours(session),
            *_with_others(number, session, by_day),
        ]
        for number, session in enumerate(planned)
    ]


def _days(session):
    """The days on which a session meets; of one that lasts for weeks the first two count, its length is refused."""
    days = set()
    for start, end in session.meetings:
        days |= {wib_day(start), min(wib_day(end), wib_day(start) + dt.timedelta(days=1))}
    return days


def _nonsense(session, *, years, at):
    capacity = session.hall.capacity if session.hall else None
    sentences = [
        *sense.of_meetings(session.meetings, years=years, at=at),
        *sense.of_capacity(session.capacity, capacity, session.hall.name if session.hall else ""),
    ]
    return [Clash(frozenset({Kind.NONSENSE}), sentence) for sentence in sentences]


def _on_holidays(session, holidays):
    for meeting in session.meetings:
        if name := holidays.get(wib_day(meeting[0])):
            yield Clash(frozenset({Kind.HOLIDAY}), f"{session.in_words(meeting)} jatuh pada hari libur: {name}.")


def _out_of_hours(session):
    hall, teacher = session.hall, session.teacher
    for start, end in session.meetings:
        parts = availability.parts_of(start, end)
        if hall and hall.opening and parts & ~hall.opening:
            sentence = f"{hall.name} tidak dibuka pada waktu itu ({rentang(start, end)})."
            yield Clash(frozenset({Kind.VENUE_CLOSED}), sentence)
        if teacher and teacher.availability and parts & ~teacher.availability:
            sentence = f"{teacher.name} tidak dapat mengajar pada waktu itu ({rentang(start, end)})."
            yield Clash(frozenset({Kind.TRAINER_AWAY}), sentence)
    if teacher and teacher.modules and not set(session.modules) <= teacher.modules:
        sentence = f"{teacher.name} tidak mengajar semua modul “{session.title}”."
        yield Clash(frozenset({Kind.TRAINER_MODULES}), sentence)


def _with_others(number, session, by_day):
    others = {index: other for day in sorted(_days(session)) for index, other in by_day[day] if index != number}
    for _, other in sorted(others.items()):
        if session.pk is not None and session.pk == other.pk:
            continue
        together, shared = _together(session, other), _shared(session, other)
        if together and shared:
            mine, theirs = together
            which = "sesi" if other.pk else "rancangan"
            words = listed([words for _, words in shared])
            yield Clash(
                frozenset(kind for kind, _ in shared),
                f"{session.in_words(mine)} bentrok dengan {which} {other.in_words(theirs)}: {words}.",
            )


def _together(one, other):
    """The first meeting of each that are held at the same time; None without such."""
    pairs = ((mine, theirs) for mine in one.meetings for theirs in other.meetings)
    return next(((mine, theirs) for mine, theirs in pairs if mine[0] < theirs[1] and theirs[0] < mine[1]), None)


def _shared(one, other):
    """[(kind, words)] of what two sessions of one hour both need."""
    shared = []
    if one.hall and other.hall and _is_same_hall(one.hall, other.hall):
        shared.append((Kind.VENUE, f"tempat sama ({other.hall.name})"))
    if one.teacher and other.teacher and one.teacher.pk == other.teacher.pk:
        shared.append((Kind.TRAINER, f"narasumber sama ({other.teacher.name})"))
    if one.kecamatan == other.kecamatan:
        shared.append((Kind.KECAMATAN, f"kecamatan sama ({other.place})"))
    return shared


def _is_same_hall(one, other):
    """One row, or two of the same name in one kecamatan: entered twice under different kelurahan."""
    return one.pk == other.pk or (one.kecamatan == other.kecamatan and one.key == other.key)


def in_wib(meetings):
    """Return (start, end) pairs on Jakarta's clock, in their order."""
    return tuple(sorted((start.astimezone(WIB), end.astimezone(WIB)) for start, end in meetings))
