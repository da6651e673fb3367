"""Booking, offers and cancelling: what happens to a seat, and in which order people get one."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from okoce.clock import now
from okoce.notifications.models import Message
from tests.clock import from_now
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_seat, make_session
from trainings.seats.actions import seats
from trainings.seats.models import Seat
from trainings.seats.tasks import expire_offers

pytestmark = pytest.mark.django_db

WAITING, OFFERED, CONFIRMED, ATTENDED, ABSENT, RELEASED = Seat.State


def person():
    return make_participant(user=make_user())


def book(session, participant=None):
    participant = participant or person()
    return seats.book(session, participant, by=participant.user)


def states(session):
    return list(session.seats.order_by("pk").values_list("state", "queue_number"))


# --- Booking -------------------------------------------------------------------------------------------


def test_a_place_is_confirmed_while_there_are_some_and_after_that_people_wait_in_a_row():
    session = make_session(capacity=2)

    for _ in range(4):
        book(session)

    assert states(session) == [(CONFIRMED, None), (CONFIRMED, None), (WAITING, 1), (WAITING, 2)]


def test_booking_twice_gives_the_same_seat():
    session, participant = make_session(), person()

    first, second = book(session, participant), book(session, participant)

    assert first.pk == second.pk
    assert session.seats.count() == 1


@pytest.mark.parametrize(
    ("other", "is_refused"),
    [
        ({"days": (7,), "hours": (11, 14)}, True),
        ({"days": (7,), "hours": (12, 14)}, False),
        ({"days": (6, 7), "hours": (8, 10)}, True),
        ({"days": (8,), "hours": (9, 12)}, False),
    ],
)
def test_nobody_holds_two_sessions_at_the_same_hour(other, is_refused):
    participant = person()
    book(make_session(days=(7,), hours=(9, 12), title="Pagi di Tomang", modules=("M1",)), participant)
    wanted = make_session(modules=("M2",), **other)

    if is_refused:
        with pytest.raises(ValidationError, match="sudah punya kursi di “Pagi di Tomang” pada jam yang sama"):
            book(wanted, participant)
    else:
        book(wanted, participant)

    assert wanted.seats.exists() is not is_refused


def test_a_waiting_number_at_the_same_hour_is_in_the_way_too_and_a_seat_given_back_is_not():
    participant, full = person(), make_session(capacity=1)
    make_seat(full)
    waiting = book(full, participant)
    other = make_session()

    with pytest.raises(ValidationError):
        book(other, participant)
    seats.cancel(waiting, by=participant.user)

    assert book(other, participant).state == CONFIRMED


@pytest.mark.parametrize(
    "fields",
    [{"state": "draft"}, {"state": "cancelled", "cancel_reason": "banjir"}, {"booking_closes_at": dt.timedelta()}],
)
def test_a_session_that_is_not_open_takes_no_booking(fields):
    session = make_session(**{name: from_now(value) for name, value in fields.items()})

    with pytest.raises(ValidationError, match="sudah ditutup"):
        book(session)

    assert not session.seats.exists()


def test_booking_takes_as_many_statements_in_a_full_session_as_in_an_empty_one():
    asked = []
    for taken in (0, 1, 3):
        session = make_session(capacity=taken or 1)
        for _ in range(taken):
            make_seat(session)
        participant = person()
        with CaptureQueriesContext(connection) as queries:
            book(session, participant)
        asked.append(len(queries))

    assert len(set(asked)) == 1


def test_the_database_itself_refuses_the_seat_beyond_capacity():
    session = make_session(capacity=1)
    make_seat(session)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_seat(session)

    assert session.seats.count() == 1


def test_who_is_booked_by_an_officer_is_notified_and_who_books_alone_reads_it_on_the_page():
    session, officer = make_session(), make_user("officer")
    alone, helped = person(), person()

    seats.book(session, alone, by=alone.user)
    seats.book(session, helped, by=officer)

    assert list(Message.objects.values_list("user", "kind")) == [(helped.user_id, "seat_booked")]


# --- Moves between states ------------------------------------------------------------------------------

ALLOWED = {
    (WAITING, OFFERED), (WAITING, RELEASED),
    (OFFERED, CONFIRMED), (OFFERED, RELEASED),
    (CONFIRMED, ATTENDED), (CONFIRMED, ABSENT), (CONFIRMED, RELEASED),
    (ATTENDED, ABSENT), (ATTENDED, CONFIRMED),
    (ABSENT, ATTENDED), (ABSENT, CONFIRMED),
}  # fmt: skip


@pytest.mark.parametrize("after", Seat.State)
@pytest.mark.parametrize("before", Seat.State)
def test_a_seat_moves_only_along_the_table(before, after):
    seat = make_seat(make_session(), state=before)
    fields = {"offered_until": now()} if after == OFFERED else {}

    if (before, after) in ALLOWED:
        seats.move(seat, after, **fields)
    else:
        with pytest.raises(ValidationError):
            seats.move(seat, after, **fields)

    assert Seat.objects.get(pk=seat.pk).state == (after if (before, after) in ALLOWED else before)


# --- Offers --------------------------------------------------------------------------------------------


def full_with_queue(**fields):
    """One seat taken, two people waiting."""
    session = make_session(capacity=1, **fields)
    return session, make_seat(session), book(session), book(session)


def test_a_seat_given_back_is_offered_to_the_first_who_waits_and_who_books_again_goes_to_the_back():
    session, taken, _first, _second = full_with_queue()

    seats.cancel(taken, by=taken.participant.user)
    book(session, taken.participant)

    assert states(session) == [(RELEASED, None), (OFFERED, 1), (WAITING, 2), (WAITING, 3)]


def test_nobody_books_past_those_who_wait():
    session, taken, first, _second = full_with_queue()

    seats.cancel(taken, by=taken.participant.user)
    newcomer = book(session)
    seats.cancel(first, by=first.participant.user)

    assert newcomer.state == WAITING
    assert states(session) == [(RELEASED, None), (RELEASED, 1), (OFFERED, 2), (WAITING, 3)]


def test_a_free_seat_goes_to_no_newcomer_while_somebody_waits():
    session = make_session(capacity=2)
    make_seat(session)
    make_seat(session, state=WAITING)

    newcomer = book(session)

    assert (session.seats.taken().count(), newcomer.state, newcomer.queue_number) == (1, WAITING, 2)


def test_an_offer_stands_six_hours_but_not_past_the_cut_off():
    _, taken, first, _ = full_with_queue(days=(7,))
    short, taken_too, first_too, _ = full_with_queue(days=(8,), booking_closes_at=now() + dt.timedelta(hours=2))

    seats.cancel(taken, by=taken.participant.user)
    seats.cancel(taken_too, by=taken_too.participant.user)

    first.refresh_from_db()
    first_too.refresh_from_db()
    assert abs(first.offered_until - now() - dt.timedelta(hours=6)) < dt.timedelta(minutes=1)
    assert first_too.offered_until == short.booking_closes_at


def test_after_the_cut_off_a_free_seat_is_offered_to_nobody():
    session, taken, _first, _second = full_with_queue()
    session.booking_closes_at = now()
    session.save()

    seats.cancel(taken, by=taken.participant.user)

    assert states(session) == [(RELEASED, None), (WAITING, 1), (WAITING, 2)]


def test_who_gets_an_offer_is_notified_once_and_may_take_it():
    session, taken, first, _second = full_with_queue()
    seats.cancel(taken, by=taken.participant.user)

    seats.accept_offer(first, by=first.participant.user)
    seats.accept_offer(first, by=first.participant.user)

    assert states(session) == [(RELEASED, None), (CONFIRMED, 1), (WAITING, 2)]
    assert list(Message.objects.filter(user=first.participant.user).values_list("kind", flat=True)) == ["seat_offered"]


def test_a_declined_offer_goes_to_the_next():
    session, taken, first, _second = full_with_queue()
    seats.cancel(taken, by=taken.participant.user)

    seats.decline_offer(first, by=first.participant.user)

    assert states(session) == [(RELEASED, None), (RELEASED, 1), (OFFERED, 2)]


def test_an_offer_that_ran_out_cannot_be_taken_and_goes_to_the_next(time_machine):
    session, taken, first, _second = full_with_queue()
    seats.cancel(taken, by=taken.participant.user)
    time_machine.move_to(now() + dt.timedelta(hours=25))

    with pytest.raises(ValidationError, match="Tawaran kursi ini berakhir"):
        seats.accept_offer(first, by=first.participant.user)
    ended, ended_again = expire_offers(), expire_offers()

    assert (ended, ended_again) == (1, 0)
    assert states(session) == [(RELEASED, None), (RELEASED, 1), (OFFERED, 2)]
    assert Message.objects.filter(user=first.participant.user, kind="seat_lapsed").count() == 1


def test_cancelling_twice_frees_one_seat_only():
    session, taken, _first, _second = full_with_queue()

    seats.cancel(taken, by=taken.participant.user)
    seats.cancel(taken, by=taken.participant.user)

    session.refresh_from_db()
    assert states(session) == [(RELEASED, None), (OFFERED, 1), (WAITING, 2)]
    assert session.seats_taken == 1


def test_nothing_is_cancelled_once_the_session_began():
    session = make_session(days=(-1,))
    seat = make_seat(session)

    with pytest.raises(ValidationError, match="sudah mulai"):
        seats.cancel(seat, by=seat.participant.user)

    assert states(session) == [(CONFIRMED, None)]
