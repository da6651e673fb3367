"""What a plan is made from and what it is: people, slots, halls, teachers, limits, sessions. Pure."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from participants.cleaning import availability

# The hours of a session by the parts of the day it takes. A short one teaches one module; one of two parts is an
# all-day class, which teaches every module of the problem.
ALL_DAY = (0, 1)
HOURS = {
    (0,): (dt.time(8), dt.time(10, 30)),
    (1,): (dt.time(13), dt.time(15, 30)),
    (2,): (dt.time(18, 30), dt.time(21)),
    ALL_DAY: (dt.time(8), dt.time(15, 30)),
}
TRADING_PARTS = frozenset({0, 1})  # who sits in a session in the morning or afternoon does not trade meanwhile


@dataclass(frozen=True, order=True)
class Slot:
    """A day and the parts of it (0 pagi, 1 siang, 2 malam) that a session would take."""

    day: dt.date
    parts: tuple[int, ...]

    @property
    def mask(self):
        """Its parts of the week, as in participants/cleaning/availability.py."""
        return availability.pack(self.day.weekday() * 3 + part for part in self.parts)

    @property
    def moments(self):
        """[(day, part)]: what a hall or a teacher can be used for once."""
        return [(self.day, part) for part in self.parts]

    @property
    def is_all_day(self):
        return self.parts == ALL_DAY

    @property
    def trading_minutes(self):
        """What one person who sits here loses; nothing in the evening."""
        if not TRADING_PARTS & set(self.parts):
            return 0
        start, end = (hour.hour * 60 + hour.minute for hour in HOURS[self.parts])
        return end - start


@dataclass(frozen=True)
class Person:
    """`free` 0: the hours were never given. `missing`: modules, at least one."""

    pk: int
    free: int
    missing: frozenset


@dataclass(frozen=True)
class Hall:
    """`opening` are parts of a week; `busy` are the (day, part) at which something else is held there."""

    pk: int
    places: int
    opening: int
    busy: frozenset = frozenset()

    def takes(self, slot):
        return not slot.mask & ~self.opening and self.busy.isdisjoint(slot.moments)


@dataclass(frozen=True)
class Teacher:
    """`free` 0: nothing was written down, so any time. No modules: every module."""

    pk: int
    modules: frozenset = frozenset()
    free: int = 0
    busy: frozenset = frozenset()

    def comes(self, slot):
        return not (self.free and slot.mask & ~self.free) and self.busy.isdisjoint(slot.moments)

    def teaches(self, modules):
        return not self.modules or modules <= self.modules


@dataclass(frozen=True)
class Limits:
    """Sessions in all, seats in each, sessions at the same time (None: as many as there are halls)."""

    sessions: int
    seats: int
    at_once: int | None = None


@dataclass(frozen=True)
class Problem:
    modules: tuple[int, ...]
    people: tuple[Person, ...]
    slots: tuple[Slot, ...]
    halls: tuple[Hall, ...]
    teachers: tuple[Teacher, ...]
    limits: Limits

    def in_order(self):
        """The same problem, whatever order it was written in: the same input gives the same plan."""

        def by_pk(rows):
            return tuple(sorted(rows, key=lambda row: row.pk))

        return Problem(
            tuple(sorted(self.modules)),
            by_pk(self.people),
            tuple(sorted(set(self.slots))),
            by_pk(self.halls),
            by_pk(self.teachers),
            self.limits,
        )

    def contents(self, slot):
        """What a session at this slot can teach: every module in an all-day class, one in a short one."""
        return [frozenset(self.modules)] if slot.is_all_day else [frozenset({module}) for module in self.modules]

    def places(self, hall):
        return min(hall.places, self.limits.seats)

    def possible(self):
        """{(slot, what is taught): (halls, teachers)} of every session that could be held by itself.

        Where one session is held at a time, nobody competes for halls or teachers: the largest and the first will do.
        """
        found, is_single = {}, self.limits.at_once == 1
        for slot in self.slots:
            halls = [hall for hall in self.halls if hall.takes(slot)]
            comers = [teacher for teacher in self.teachers if teacher.comes(slot)] if halls else []
            for taught in self.contents(slot):
                if teachers := [teacher for teacher in comers if teacher.teaches(taught)]:
                    found[slot, taught] = (
                        ([max(halls, key=self.places)], teachers[:1]) if is_single else (halls, teachers)
                    )
        return found

    def classes(self):
        """{(free, missing): people, by number}: who is alike in all that matters here. In a fixed order."""
        found = defaultdict(list)
        for person in sorted(self.people, key=lambda person: person.pk):
            found[person.free, person.missing].append(person)
        return dict(sorted(found.items(), key=lambda item: (item[0][0], sorted(item[0][1]))))


@dataclass(frozen=True)
class Planned:
    """A session of a plan; `people` is how many of those who can finish sit in it."""

    slot: Slot
    hall: int
    teacher: int
    modules: tuple[int, ...]
    people: int


@dataclass(frozen=True)
class Plan:
    """`covered`: who can finish all that they miss. `bound`: more than so many nobody can cover."""

    sessions: tuple[Planned, ...]
    covered: tuple[int, ...]
    lost_minutes: int
    bound: int

    @property
    def gap(self):
        """The share by which the best plan could be larger than this one."""
        return (self.bound - len(self.covered)) / self.bound if self.bound else 0.0


class Reason(StrEnum):
    """Why somebody is not covered, the first that is true."""

    NO_HOURS = "no_hours"
    NO_SLOT = "no_slot"
    NO_VENUE = "no_venue"
    NO_TRAINER = "no_trainer"
    TOO_FEW = "too_few"
    LIMIT = "limit"
    FULL = "full"
