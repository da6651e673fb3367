"""What a proposal is made from: people and what they miss, halls, teachers, and the half-days that are free."""

import datetime as dt
from collections import defaultdict

from django.db.models import Q

from okoce.accounts.areas import Area
from okoce.clock import day_starts_at, now, today, wib_day
from okoce.programme import memory
from okoce.programme.stages import Stage
from participants.cleaning import availability
from participants.people.models import Participant
from trainings.planner.problem import ALL_DAY, Hall, Limits, Person, Problem, Slot, Teacher
from trainings.planning import public_holidays
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session, Trainer, Venue
from trainings.sessions.models.trainers import serving

PARTS = ((0,), (1,), (2,))


def problem_of(proposal):
    """Return the Problem of a proposal, as things stand now. Six statements, however many people.

    One session at a time in a kecamatan: two at the same hour are a clash (trainings/planning/clashes.py).
    """
    kecamatan, modules = proposal.kecamatan_id, memory.required_modules(proposal.programme_year)
    venues = list(Venue.objects.in_use().filter(kelurahan__parent=kecamatan).order_by("pk"))
    trainers = Trainer.objects.in_use().filter(serving(Area.of_region(kecamatan), "agency"))
    trainers = list(trainers.order_by("pk").prefetch_related("modules"))
    days = _days(proposal)
    held = _Held(kecamatan, venues, trainers, days)
    slots = [
        slot
        for day in days
        for parts in (*PARTS, *([ALL_DAY] if proposal.has_all_day else []))
        if held.in_kecamatan.isdisjoint((slot := Slot(day, parts)).moments)
    ]
    return Problem(
        modules=tuple(modules),
        people=tuple(_people(kecamatan, modules)),
        slots=tuple(slots),
        halls=tuple(Hall(row.pk, row.capacity, row.opening, frozenset(held.of_venue[row.pk])) for row in venues),
        teachers=tuple(
            Teacher(
                row.pk,
                frozenset(module.pk for module in row.modules.all()),
                row.availability,
                frozenset(held.of_trainer[row.pk]),
            )
            for row in trainers
        ),
        limits=Limits(proposal.most_sessions, proposal.seats, at_once=1),
    )


def _days(proposal):
    """The days of its weeks that are still to come, of the year and no holiday."""
    year = proposal.programme_year
    days = [proposal.first_on + dt.timedelta(days=number) for number in range(proposal.weeks * 7)]
    days = [day for day in days if today() < day <= year.ends_on and day >= year.starts_on]
    holidays = public_holidays.names({day.year for day in days})
    return [day for day in days if day not in holidays]


class _Held:
    """The (day, part) at which sessions are held already, drafts too: in the kecamatan, by venue, by trainer."""

    def __init__(self, kecamatan, venues, trainers, days):
        self.in_kecamatan, self.of_venue, self.of_trainer = set(), defaultdict(set), defaultdict(set)
        if not days:
            return
        first, after = day_starts_at(days[0]), day_starts_at(days[-1] + dt.timedelta(days=1))
        shares = Q(session__kecamatan=kecamatan) | Q(session__venue__in=venues) | Q(session__trainer__in=trainers)
        rows = Meeting.objects.filter(shares, starts_at__lt=after, ends_at__gt=first)
        rows = rows.exclude(session__state=Session.State.CANCELLED).order_by()
        about = ("session__kecamatan", "session__venue", "session__trainer", "starts_at", "ends_at")
        for place, venue, trainer, start, end in rows.values_list(*about):
            moments = _moments(start, end)
            self.of_venue[venue] |= moments
            self.of_trainer[trainer] |= moments
            if place == kecamatan:
                self.in_kecamatan |= moments


def _moments(start, end):
    """{(day, part)} that a meeting touches."""
    day = wib_day(start)
    return {
        (day + dt.timedelta(days=(cell // 3 - day.weekday()) % 7), cell % 3)
        for cell in availability.unpack(availability.parts_of(start, end))
    }


def _people(kecamatan, modules):
    """Residents whose card was checked, with the required modules that they neither attended nor hold a seat for."""
    people = Participant.objects.free_to_use().filter(kecamatan=kecamatan, is_checked=True)
    people = people.exclude(standings__stage=Stage.TRAINING)
    known = dict(people.order_by("pk").values_list("pk", "availability"))
    attended = Q(state=Seat.State.ATTENDED)
    coming = Q(state__in=Seat.TAKEN, session__state=Session.State.PUBLISHED, session__ends_at__gt=now())
    seats = Seat.objects.filter(attended | coming, participant__kecamatan=kecamatan).order_by()
    had = defaultdict(set)
    for person, module in seats.values_list("participant", "session__modules"):
        had[person].add(module)
    for pk, free in known.items():
        if missing := frozenset(modules) - had[pk]:
            yield Person(pk, free, missing)
