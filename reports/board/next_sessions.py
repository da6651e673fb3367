"""The next two weeks of an area: sessions and seats by day, the days of meetings, and which sessions come first."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from okoce.accounts.areas import Area
from okoce.clock import day_starts_at, today
from okoce.formats import DAYS, SHORT_MONTHS, local
from reports.snapshots.models import Period
from trainings.sessions.models import Session

DAYS_AHEAD = 14
NAMED = 3
SHOWN = ("title", "venue__name", "kecamatan", "capacity", "seats_taken", "starts_at", "state")


@dataclass(frozen=True)
class Day:
    """One day: how many sessions begin, their seats, how many of these are booked, and whether a meeting is held."""

    on: dt.date
    sessions: int
    seats: int
    taken: int
    has_meeting: bool
    is_first: bool

    @property
    def name(self):
        return f"{self.on.day} {SHORT_MONTHS[self.on.month - 1]}" if self.is_first or self.on.day == 1 else self.on.day

    @property
    def booked(self):
        """The share of its seats that is booked, in words."""
        return _share(self.taken, self.seats)


@dataclass(frozen=True)
class TwoWeeks:
    """`weeks` are two lists of seven days from today on, `weekdays` what these are called."""

    weekdays: tuple
    weeks: tuple
    first: list
    sessions: int
    seats: int
    taken: int

    @property
    def booked(self):
        return _share(self.taken, self.seats)


def two_weeks(code):
    """Return the TwoWeeks of a place. Three statements, however many sessions there are."""
    first = today()
    days = [first + dt.timedelta(days=number) for number in range(DAYS_AHEAD)]
    coming = Session.objects.published().filter(
        Area.of_region(code).on("kecamatan"),
        starts_at__gte=day_starts_at(first),
        starts_at__lt=day_starts_at(days[-1] + dt.timedelta(days=1)),
    )
    rows = list(coming.order_by("starts_at", "id").values_list("pk", "starts_at", "capacity", "seats_taken"))
    by_day = defaultdict(list)
    for _, starts_at, seats, taken in rows:
        by_day[local(starts_at).date()].append((seats, taken))
    meetings = set(Period.objects.filter(meeting_on__range=(first, days[-1])).values_list("meeting_on", flat=True))
    in_order = [_day(day, by_day[day], day in meetings, day == first) for day in days]
    named = Session.objects.select_related("venue").only(*SHOWN).in_bulk([pk for pk, *_ in rows[:NAMED]])
    return TwoWeeks(
        weekdays=tuple(DAYS[day.weekday()] for day in days[:7]),
        weeks=(in_order[:7], in_order[7:]),
        first=[named[pk] for pk, *_ in rows[:NAMED] if pk in named],
        sessions=len(rows),
        seats=sum(day.seats for day in in_order),
        taken=sum(day.taken for day in in_order),
    )


def _day(on, sessions, has_meeting, is_first):
    seats, taken = (sum(numbers) for numbers in zip(*sessions, strict=True)) if sessions else (0, 0)
    return Day(on, len(sessions), seats, taken, has_meeting, is_first)


def _share(taken, seats):
    return f"{100 * taken // seats} %" if seats else ""
