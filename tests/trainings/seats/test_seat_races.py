"""Must hold: 100 cancels against 100 bookings with 50 waiting, two presses of one person, two swaps to the last place.

Each is shown to go wrong without the protection first.
"""

import datetime as dt
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from okoce.regions.models import Region
from participants.calls.models import Notice
from participants.people.models import Participant
from tests.factories.people import invented_nik, make_user
from tests.factories.places import TOMANG, make_places
from tests.factories.sessions import make_session
from tests.factories.years import make_point, make_year
from trainings.seats import obstacles, seat_sql
from trainings.seats.actions import seats, swaps
from trainings.seats.models import Seat

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

WAITING, OFFERED, CONFIRMED, RELEASED = (
    Seat.State.WAITING,
    Seat.State.OFFERED,
    Seat.State.CONFIRMED,
    Seat.State.RELEASED,
)
AT_ONCE = 20
PATIENCE = 30  # seconds for which one thread waits for the other before the test fails


def make_crowd(count):
    """People without a log-in, who hold their NIK."""
    make_places()
    year, point, home = make_year(), make_point(), Region.objects.get(pk=TOMANG)
    people = []
    for number in range(count):
        person = Participant(
            registration_number=f"BALAP-{number:04d}",
            programme_year=year,
            name=f"Warga Kemuning {number}",
            birth_on=dt.date(1990, 5, 10),
            sex="L",
            phone=f"+62812000{number:05d}",
            street="Jalan Kemuning 1",
            kelurahan=home,
            kecamatan_id=home.parent_id,
            registration_point=point,
            notice_version="2026-1",
            holds_nik=True,
        )
        person.nik = invented_nik(number)
        people.append(person)
    return Participant.objects.bulk_create(people)


def seated(session, people, state=CONFIRMED):
    numbers = range(1, len(people) + 1) if state == WAITING else [None] * len(people)
    return Seat.objects.bulk_create(
        Seat(session=session, participant=person, state=state, queue_number=number)
        for person, number in zip(people, numbers, strict=True)
    )


def together(*acts):
    """Do these at the same time, each with a connection of its own. Returns what each gave, or its error."""

    def alone(act):
        try:
            return act()
        except (ValidationError, IntegrityError) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(alone, acts))


# --- Cancels against bookings -----------------------------------------------------------------------------


def test_each_who_waits_is_promoted_and_notified_once_and_no_seat_is_sold_twice():
    officer, people, session = make_user("officer"), make_crowd(250), make_session(capacity=100)
    leaving = seated(session, people[:100])
    waiting = seated(session, people[100:150], WAITING)
    acts = [lambda seat=seat: seats.cancel(seat, by=officer) for seat in leaving]
    acts += [lambda person=person: seats.book(session, person, by=officer) for person in people[150:]]

    answers = together(*random.Random(11).sample(acts, len(acts)))

    session.refresh_from_db()
    states = Counter(session.seats.values_list("state", flat=True))
    notified = Counter(Notice.objects.filter(kind="seat_offered").values_list("participant", flat=True))
    offered = session.seats.filter(state=OFFERED)
    assert [answer for answer in answers if not isinstance(answer, Seat)] == []
    assert session.seats_taken == session.seats.taken().count() == 100
    assert (states[RELEASED], states[WAITING]) == (100, 50)
    assert set(offered.values_list("pk", flat=True)) >= {seat.pk for seat in waiting}
    assert notified == Counter(offered.values_list("participant", flat=True))
    assert [seat.position for seat in session.seats.waiting().with_positions()] == list(range(1, 51))


def test_without_the_lock_one_is_promoted_twice_and_a_place_is_lost():
    people, session, meet = make_crowd(4), make_session(capacity=2), threading.Barrier(2, timeout=PATIENCE)
    leaving = seated(session, people[:2])
    seated(session, people[2:], WAITING)

    def cancel_unprotected(seat):
        Seat.objects.filter(pk=seat.pk).update(state=RELEASED)
        first = session.seats.waiting().first()
        meet.wait()
        Seat.objects.filter(pk=first.pk).update(state=OFFERED, offered_until=session.booking_closes_at)
        return first.pk

    promoted = together(*(lambda seat=seat: cancel_unprotected(seat) for seat in leaving))

    assert promoted[0] == promoted[1]
    assert (session.seats.taken().count(), session.seats.waiting().count()) == (1, 1)


# --- One person in two sessions of one module -------------------------------------------------------------


def press_both(person, sessions, by):
    """The second session is pressed while the first booking is not yet committed."""
    begun, pressed = threading.Event(), threading.Event()

    def first():
        with transaction.atomic():
            seat = seats.take(sessions[0].pk, person.pk, by=by)
            begun.set()
            pressed.wait(2)  # the other one waits for this transaction, or is done by then
        return seat

    def second():
        begun.wait(PATIENCE)
        try:
            return seats.take(sessions[1].pk, person.pk, by=by)
        finally:
            pressed.set()

    return together(first, second)


def two_sessions():
    return make_session(days=(5,), modules=("M1",)), make_session(days=(9,), modules=("M1", "M2"))


def test_two_presses_at_once_give_one_seat_for_a_module():
    (person,), by = make_crowd(1), make_user()

    taken = press_both(person, two_sessions(), by)

    assert taken[1] is None
    assert [seat.pk for seat in person.seats.live()] == [taken[0]]


@pytest.mark.postgres
def test_without_the_lock_of_the_person_two_presses_give_two():
    (person,), by = make_crowd(1), make_user()
    with connection.cursor() as cursor:
        cursor.execute(seat_sql.FUNCTION.replace(seat_sql.LOCK, ""))
    try:
        press_both(person, two_sessions(), by)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(seat_sql.FUNCTION)

    assert person.seats.live().count() == 2


def test_looking_first_and_writing_then_gives_two():
    (person,), sessions, meet = make_crowd(1), two_sessions(), threading.Barrier(2, timeout=PATIENCE)

    def book_unprotected(session):
        is_free = not obstacles.in_the_way(session, list(person.seats.live()))
        meet.wait()
        return is_free and Seat.objects.create(session=session, participant=person, state=CONFIRMED)

    together(*(lambda session=session: book_unprotected(session) for session in sessions))

    assert person.seats.live().count() == 2


# --- Two swaps to the last place --------------------------------------------------------------------------


def two_who_want_one_place():
    people = make_crowd(2)
    old = [make_session(days=(5,), modules=("M1",)), make_session(days=(6,), modules=("M1",))]
    held = [seated(session, [person])[0] for session, person in zip(old, people, strict=True)]
    return people, held, make_session(days=(9,), modules=("M1",), capacity=1)


def test_of_two_who_swap_to_the_last_place_one_gets_it_and_the_other_keeps_the_old():
    people, held, wanted = two_who_want_one_place()
    by = make_user()

    answers = together(*(lambda seat=seat: swaps.swap(seat, wanted, by=by) for seat in held))

    assert Counter(type(answer) for answer in answers) == {Seat: 1, ValidationError: 1}
    assert [person.seats.live().count() for person in people] == [1, 1]
    assert wanted.seats.taken().count() == 1


def test_releasing_first_and_looking_then_loses_a_seat():
    people, held, wanted = two_who_want_one_place()
    meet = threading.Barrier(2, timeout=PATIENCE)

    def swap_unprotected(seat):
        Seat.objects.filter(pk=seat.pk).update(state=RELEASED)
        meet.wait()
        return Seat.objects.create(session=wanted, participant_id=seat.participant_id, state=CONFIRMED)

    answers = together(*(lambda seat=seat: swap_unprotected(seat) for seat in held))

    assert Counter(type(answer) for answer in answers) == {Seat: 1, IntegrityError: 1}
    assert sorted(person.seats.live().count() for person in people) == [0, 1]


def test_people_who_change_places_never_wait_for_each_other():
    people, by = make_crowd(20), make_user()
    one, other = make_session(days=(5,), modules=("M1",)), make_session(days=(9,), modules=("M1",))
    there, back = seated(one, people[:10]), seated(other, people[10:])
    acts = [lambda seat=seat: swaps.swap(seat, other, by=by) for seat in there]
    acts += [lambda seat=seat: swaps.swap(seat, one, by=by) for seat in back]

    answers = together(*random.Random(5).sample(acts, len(acts)))

    assert [answer for answer in answers if not isinstance(answer, Seat)] == []
    assert [session.seats.taken().count() for session in (one, other)] == [10, 10]
