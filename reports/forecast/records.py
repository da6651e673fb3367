"""What sessions of the modules of a year brought and what is planned: read for all kecamatan in few statements."""

from collections import defaultdict
from datetime import timedelta

from django.core.cache import cache
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from okoce.clock import day_starts_at, wib_day
from okoce.programme import memory
from okoce.regions.levels import Level
from reports.figures import counted
from reports.forecast.yields import CITY_WEIGHT, Held, Planned, usual
from trainings.seats.models import Seat
from trainings.sessions.models import Session
from trainings.sessions.states import TrainingKind

LOOKED_BACK = timedelta(days=180)
KEPT_SECONDS = 3600  # what is over changes little; late attendance is seen an hour later
DAY = timedelta(days=1)
COUNTED = ("capacity", "seats_taken", "came", "state")
CANCELLED = Session.State.CANCELLED


def history(year, stage, on):
    """Return ({kecamatan: [Held]}, Usual of the city or None) of the sessions that ended before a day. Kept an hour.

    Until the first session of a year is over, the city's habits are those of the year before.
    """
    key = f"forecast:history:{year.pk}:{stage}:{on}"
    found = cache.get(key)
    if found is None:
        held = _held(year, stage, on)
        found = held, _usual(held) or _usual_before(year, stage)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _usual(held):
    return usual([row for rows in held.values() for row in rows])


def _usual_before(year, stage):
    """The Usual of the end of the year before; None without one, and where none was held in it."""
    earlier = [other for other in memory.years().values() if other.starts_on < year.starts_on]
    last = max(earlier, key=lambda other: other.starts_on, default=None)
    return last and _usual(_held(last, stage, last.ends_on + DAY))


def planned(year, area, on):
    """Return {kecamatan: [Planned]} of the sessions of the year that are open and not over by a day. One statement."""
    found = defaultdict(list)
    to_come = _sessions(year).published().filter(area.on("kecamatan"), ends_at__gte=day_starts_at(on))
    for code, starts_at, seats in to_come.values_list("kecamatan_id", "starts_at", "capacity"):
        found[code].append(Planned(max(wib_day(starts_at), on), seats))
    return found


def _sessions(year):
    """A commodity training brings nobody a stage."""
    ends = day_starts_at(year.ends_on + DAY)
    found = Session.objects.filter(programme_year=year.pk, starts_at__lt=ends).order_by("starts_at", "id")
    return found.exclude(training__kind=TrainingKind.HARD)


def _held(year, stage, on):
    """{kecamatan: [Held]} in their order. Who finished is known of a kecamatan only: each session has its share.

    The share is people who reached the stage ÷ people who came, since people finish in sessions elsewhere, too; few
    people are believed as far as they are many.
    """
    since = max(on - LOOKED_BACK, year.starts_on)
    over = _sessions(year).exclude(state=Session.State.DRAFT)
    over = over.filter(starts_at__gte=day_starts_at(since), ends_at__lt=day_starts_at(on))
    seats = Seat.objects.filter(state=Seat.State.ATTENDED, session=OuterRef("pk")).order_by().values("session")
    over = over.annotate(came=Coalesce(Subquery(seats.annotate(people=Count("pk")).values("people")), 0))
    rows = defaultdict(list)
    for code, starts_at, *seats_and_state in over.values_list("kecamatan_id", "starts_at", *COUNTED):
        rows[code].append((wib_day(starts_at), *seats_and_state))
    shares = _shares(year, stage, since, on, rows)
    return {
        code: [
            Held(day, seats, max(booked, people), people, people * shares[code], is_cancelled=state == CANCELLED)
            for day, seats, booked, people, state in of_code
        ]
        for code, of_code in rows.items()
    }


def _shares(year, stage, since, on, rows):
    """{kecamatan: people who reached the stage ÷ people who came}, a small sum drawn towards the city's."""
    days = [since - DAY, on - DAY]
    people = counted.people_on(year, Level.KECAMATAN, days)
    gained = {code: max(people[days[1]][code][stage] - people[days[0]][code][stage], 0) for code in rows}
    came = {code: sum(row[3] for row in of_code) for code, of_code in rows.items()}
    city = sum(gained.values()) / max(sum(came.values()), 1)
    return {code: (gained[code] + CITY_WEIGHT * city) / (came[code] + CITY_WEIGHT) for code in rows}
