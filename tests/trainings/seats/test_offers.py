"""How long an offer stands: 6 hours for whom a message reaches, 24 for who is called; never past the start."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from okoce.clock import now
from okoce.notifications.models import Message
from participants.calls.models import Notice
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_seat, make_session
from trainings.planning.actions import sessions
from trainings.seats.actions import seats
from trainings.seats.models import Seat
from trainings.seats.tasks import expire_offers, release_shares

pytestmark = pytest.mark.django_db

WAITING, OFFERED, CONFIRMED = Seat.State.WAITING, Seat.State.OFFERED, Seat.State.CONFIRMED
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


def with_mail():
    return make_participant(user=make_user(email="warga@contoh.example"))


def without_address():
    """A log-in by telephone: no message reaches it."""
    return make_participant(user=make_user(email=None, phone="+628120000777"))


def who_left():
    user = make_user(email="lama@contoh.example")
    user.is_active = False
    user.save()
    return make_participant(user=user)


def offered_to(participant, **fields):
    """The seat of somebody who waited when the only place became free."""
    session = make_session(capacity=1, **fields)
    held, waiting = make_seat(session), make_seat(session, participant, state=WAITING)
    seats.cancel(held, by=held.participant.user)
    waiting.refresh_from_db()
    return waiting


@pytest.mark.parametrize(
    ("person", "hours"), [(with_mail, 6), (without_address, 24), (who_left, 24), (make_participant, 24)]
)
def test_an_offer_stands_as_long_as_it_takes_to_reach_somebody(person, hours):
    seat = offered_to(person())

    assert abs(seat.offered_until - now() - hours * HOUR) < MINUTE


def test_who_has_no_log_in_is_on_the_call_list_until_the_offer_ends():
    seat = offered_to(make_participant())

    call = Notice.objects.to_call().get()
    assert (call.kind, call.useful_until) == ("seat_offered", seat.offered_until)


@pytest.mark.parametrize("person", [with_mail, make_participant])
def test_an_offer_never_stands_past_the_closing(person):
    closes = now() + 2 * HOUR

    assert offered_to(person(), booking_closes_at=closes).offered_until == closes


def test_an_offer_never_stands_past_the_start_even_if_the_closing_is_wrong():
    seat = offered_to(make_participant(), days=(1,), booking_closes_at=now() + dt.timedelta(days=9))

    assert seat.offered_until <= seat.session.starts_at


def test_an_offer_that_is_answered_and_free_again_is_notified_to_the_next_only_once_each():
    session = make_session(capacity=1)
    held, first, second = make_seat(session), make_seat(session, state=WAITING), make_seat(session, state=WAITING)
    seats.cancel(held, by=held.participant.user)

    for _ in range(2):
        seats.offer_free(seats.lock(session.pk))
    first.refresh_from_db()
    seats.decline_offer(first, by=first.participant.user)
    seats.offer_free(seats.lock(session.pk))

    notified = Message.objects.filter(kind="seat_offered").order_by("pk").values_list("user", flat=True)
    assert list(notified) == [first.participant.user_id, second.participant.user_id]


# --- A moved session and a shifted clock ------------------------------------------------------------------


def move(session, *, to):
    """Staff give the only meeting another hour."""
    session.meetings.update(starts_at=to, ends_at=to + 3 * HOUR)
    return sessions.settle(session)


def test_an_offer_follows_a_session_that_is_moved_nearer():
    seat = offered_to(make_participant())

    session = move(seat.session, to=now() + 5 * HOUR)

    seat.refresh_from_db()
    assert seat.offered_until <= session.booking_closes_at <= session.starts_at


@pytest.mark.parametrize("after", [HOUR, 5 * HOUR, 30 * HOUR])
def test_nothing_is_offered_once_a_moved_session_began(after, time_machine):
    session = make_session(capacity=2)
    held, _, waiting = make_seat(session), make_seat(session), make_seat(session, state=WAITING)
    session = move(session, to=now() + HOUR / 2)
    time_machine.move_to(now() + after)

    seats.offer_free(seats.lock(session.pk))
    with pytest.raises(ValidationError):
        seats.cancel(held, by=held.participant.user)
    held.session.seats.filter(pk=held.pk).update(state=Seat.State.RELEASED)
    for _ in range(2):
        expire_offers()
        release_shares()
        seats.offer_free(seats.lock(session.pk))

    waiting.refresh_from_db()
    assert waiting.state == WAITING


def test_an_offer_is_not_taken_once_the_session_began(time_machine):
    seat = offered_to(make_participant(user=make_user()))
    # The job that ends offers did not run, and the row still names a later hour.
    Seat.objects.filter(pk=seat.pk).update(offered_until=now() + dt.timedelta(days=30))
    time_machine.move_to(seat.session.starts_at + MINUTE)

    with pytest.raises(ValidationError, match="sudah mulai"):
        seats.accept_offer(seat, by=seat.participant.user)

    seat.refresh_from_db()
    assert seat.state == OFFERED


# --- Waiting numbers --------------------------------------------------------------------------------------


def test_the_numbers_people_read_have_no_holes_and_nobody_is_passed(signed_in):
    session = make_session(capacity=1)
    make_seat(session)
    first, leaver, third, last = (make_seat(session, state=WAITING) for _ in range(4))
    seats.cancel(leaver, by=leaver.participant.user)

    shown = Seat.objects.waiting().filter(session=session).with_positions()
    page = signed_in(last.participant.user).get(f"/pelatihan/kursi/{last.pk}/").text
    roster = signed_in(make_user("officer")).get(f"/pelatihan/{session.pk}/peserta/").text

    assert [(seat.pk, seat.position) for seat in shown] == [(first.pk, 1), (third.pk, 2), (last.pk, 3)]
    assert [Seat.objects.get(pk=pk).position for pk in (first.pk, third.pk, last.pk)] == [1, 2, 3]
    assert "Nomor tunggu 3" in page
    assert "Ada 2 orang di depan." in page
    assert ["Nomor tunggu 3" in roster, "Nomor tunggu 4" in roster] == [True, False]
