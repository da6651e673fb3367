"""The statement that gives a seat does what the same rule says in the ORM, in some hundred random worlds."""

import datetime as dt
import random

import pytest
from django.db import transaction
from django.db.models import Max

from okoce.clock import now
from okoce.programme.models import Commodity, Module
from participants.people.models import Participant
from tests.factories.people import make_participant, make_user
from tests.factories.places import GROGOL_KELURAHAN, TOMANG
from tests.factories.sessions import at, in_days, make_session
from tests.factories.venues import make_training
from trainings.seats import obstacles, queries, share_words
from trainings.seats.actions import seats
from trainings.seats.models import Seat, SeatShare
from trainings.seats.shares import RELEASED_BEFORE
from trainings.sessions.models import Meeting, Session

State = Seat.State
NOBODY = 10**9  # the number of no row
MORNING, NOON, BETWEEN, LATE = (9, 12), (12, 14), (11, 13), (15, 17)  # the first two touch, the third overlaps both
HOURS = [(MORNING,), (NOON,), (MORNING,), (NOON,), (BETWEEN,), (MORNING, LATE), (NOON, LATE), ()]
TAUGHT = [(), ("M1",), ("M2",), ("M3",), ("M1", "M2"), ("M2", "M3")]
SHARES = [None, None, {TOMANG: 1, GROGOL_KELURAHAN: 1}, {TOMANG: 3}, {GROGOL_KELURAHAN: 2}]
NEAR_RELEASE = [dt.timedelta(seconds=seconds) for seconds in (-1, 0, 1, 60)]  # of the shares
WORLDS = 500


def take_by_orm(session_id, participant_id, *, by, owner=0):
    """What trainings/seats/seat_sql.py says, in the ORM."""
    instant = now()
    session = Session.objects.filter(
        pk=session_id, state=Session.State.PUBLISHED, booking_closes_at__gt=instant
    ).first()
    person = Participant.objects.filter(pk=participant_id, **({"user": owner} if owner else {})).first()
    if not (session and person):
        return None
    held = list(Seat.objects.live().filter(participant=person).select_related("session"))
    learned = obstacles.finished([person.pk])[person.pk]
    holds_one = any(seat.state != State.ABSENT for seat in held)
    if obstacles.obstacle(session, held, learned) or (person.is_waiting and holds_one):
        return None
    shares, waiting = queries.shares_in_force(session), session.seats.waiting().count()
    has_place = not share_words.next_waits(session, person.kelurahan_id, shares, waiting=waiting)
    certain = queries.with_place_for(Session.objects.filter(pk=session.pk), person.kelurahan_id)
    assert certain.get().has_place == has_place
    last = session.seats.aggregate(last=Max("queue_number"))["last"] or 0
    seat = Seat.objects.create(
        session=session,
        participant=person,
        state=State.CONFIRMED if has_place else State.WAITING,
        queue_number=None if has_place else last + 1,
        booked_by=by,
        booked_at=instant,
        changed_at=instant,
    )
    return seat.pk


def drawn_session(chance, trainings):
    return {
        "state": chance.choice(["published"] * 6 + ["draft", "cancelled"]),
        "closes": chance.choice([1] * 6 + [0, -1, None]),
        "places_left": chance.randint(0, 1),
        "hours": chance.choice(HOURS),
        "days": chance.choice([7, 7, 7, -3]),
        "modules": chance.choice(TAUGHT),
        "training": chance.choice([None, None, *trainings]),
        "shares": chance.choice(SHARES),
        "starts": chance.choice(NEAR_RELEASE),
        "seats": [chance.choice([None] * 6 + [*State]) for _ in range(4)],
        "numbers": chance.sample(range(1, 9), 4),
    }


def fill(session, people, drawn, instant):
    """Make this session as it was drawn."""
    taken = sum(state in Seat.TAKEN for state in drawn["seats"])
    closes = drawn["closes"]
    Session.objects.filter(pk=session.pk).update(
        state=drawn["state"],
        cancel_code="flood",
        cancel_reason="banjir",
        capacity=max(1, taken + drawn["places_left"]),
        booking_closes_at=None if closes is None else instant + dt.timedelta(seconds=closes),
        starts_at=instant + RELEASED_BEFORE + drawn["starts"],
        training=drawn["training"],
    )
    session.modules.set(Module.objects.filter(code__in=drawn["modules"]))
    SeatShare.objects.bulk_create(
        SeatShare(session=session, kelurahan_id=code, seats=share) for code, share in (drawn["shares"] or {}).items()
    )
    Meeting.objects.bulk_create(
        Meeting(session=session, starts_at=at(in_days(drawn["days"]), start), ends_at=at(in_days(drawn["days"]), end))
        for start, end in drawn["hours"]
    )
    numbers = {State.WAITING, State.RELEASED}  # who was released may have waited
    Seat.objects.bulk_create(
        Seat(
            session=session,
            participant=person,
            state=state,
            queue_number=number if state in numbers else None,
            offered_until=instant if state == State.OFFERED else None,
        )
        for person, state, number in zip(people, drawn["seats"], drawn["numbers"], strict=False)
        if state
    )


def outcome(take, *args, **kwargs):
    """What one of the two did: the row it wrote, and the places taken after it; undone again."""
    with transaction.atomic():
        pk = take(*args, **kwargs)
        row = Seat.objects.filter(pk=pk).values(*(f.attname for f in Seat._meta.fields if f.name != "id")).first()
        count, taken = Seat.objects.count(), list(Session.objects.order_by("pk").values_list("seats_taken", flat=True))
        transaction.set_rollback(True)
    return row, count, taken


@pytest.mark.django_db
def test_the_statement_and_the_orm_give_the_same_seat_to_the_same_person(time_machine):
    family, stranger, officer = make_user(), make_user(), make_user("officer")
    homes = (TOMANG, TOMANG, GROGOL_KELURAHAN)
    people = [
        make_participant(user=user, kelurahan=home) for user, home in zip((family, stranger, None), homes, strict=True)
    ]
    people.insert(1, make_participant(user=family, holds_nik=False))
    rooms = [make_session(days=()) for _ in range(2)]
    soap = Commodity.objects.create(code="sabun", name="Sabun")
    trainings = [make_training(f"Sabun {number}", kind="hard", commodity=soap) for number in range(2)]
    trainings.append(make_training("Modul tahun ini"))
    instant = at(in_days(1), 8)
    time_machine.move_to(instant, tick=False)
    given_out = []

    for seed in range(WORLDS):
        chance = random.Random(seed)
        room, person = chance.choice(rooms), chance.choice(people)
        asked = [NOBODY if chance.random() < 0.05 else row.pk for row in (room, person)]
        owner = chance.choice([0, 0, person.user_id or 0, stranger.pk, family.pk])
        with transaction.atomic():
            for session in rooms:
                fill(session, people, drawn_session(chance, trainings), instant)
            by_statement = outcome(seats.take, *asked, by=officer, owner=owner)
            by_orm = outcome(take_by_orm, *asked, by=officer, owner=owner)
            transaction.set_rollback(True)
        given_out.append(by_statement[0] and by_statement[0]["state"])
        assert by_statement == by_orm, seed

    # Each kind of answer was among them, often enough.
    assert min(given_out.count(answer) for answer in (None, State.CONFIRMED, State.WAITING)) >= WORLDS // 20
