"""What people booked for themselves is confirmed into their inbox, and an offer to others is called about in time."""

import datetime as dt

import pytest

from okoce.clock import now
from okoce.notifications.models import Message
from participants.calls.models import Notice
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_seat, make_session
from trainings.seats.actions import scheduled, seats
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db

WAITING, OFFERED = Seat.State.WAITING, Seat.State.OFFERED


def own_booking(session=None):
    user = make_user()
    person = make_participant(user=user)
    return Seat.objects.get(pk=seats.book_own((session or make_session()).pk, person.pk, by=user))


def offer_to_nobody_with_a_log_in():
    session = make_session(capacity=1)
    holder = make_seat(session)
    waiting = make_seat(session, make_participant(), state=WAITING)
    seats.cancel(holder, by=holder.participant.user)
    waiting.refresh_from_db()
    return waiting


def test_a_seat_of_ones_own_is_confirmed_once_by_the_minutely_job():
    seat = own_booking()
    before = Message.objects.count()

    counted = [scheduled.confirm_bookings() for _ in range(2)]

    assert (before, counted) == (0, [1, 0])
    assert "kursi Anda sudah pasti" in Message.objects.get(user=seat.participant.user).body


def test_a_waiting_number_of_ones_own_is_confirmed_too():
    session = make_session(capacity=1)
    make_seat(session)
    own_booking(session)

    scheduled.confirm_bookings()

    assert "Nomor tunggu 1" in Message.objects.get().body


@pytest.mark.parametrize("hours", [4, 24])
def test_a_booking_of_long_ago_is_not_confirmed_any_more(hours):
    seat = own_booking()
    Seat.objects.filter(pk=seat.pk).update(booked_at=now() - dt.timedelta(hours=hours))

    assert scheduled.confirm_bookings() == 0


def test_a_seat_given_back_at_once_is_not_confirmed():
    seat = own_booking()
    seats.cancel(seat, by=seat.participant.user)

    assert scheduled.confirm_bookings() == 0


def test_a_seat_booked_by_an_officer_is_said_to_them_at_once():
    person = make_participant()

    seats.book(make_session(), person, by=make_user("officer"))

    assert Notice.objects.get(participant=person).kind == "seat_booked"
    assert scheduled.confirm_bookings() == 0


def test_who_books_with_a_log_in_of_their_own_gets_one_message_from_an_officer():
    person = make_participant(user=make_user())

    seats.book(make_session(), person, by=make_user("officer"))

    assert scheduled.confirm_bookings() == 0
    assert Message.objects.filter(user=person.user).count() == 1


def test_an_offer_to_who_has_no_log_in_is_to_be_called_until_it_ends():
    seat = offer_to_nobody_with_a_log_in()

    notice = Notice.objects.to_call().get()
    assert (notice.kind, notice.useful_until) == ("seat_offered", seat.offered_until)


@pytest.mark.parametrize("answer", [seats.accept_offer, seats.decline_offer])
def test_nobody_is_called_about_an_offer_that_was_answered(answer):
    answer(offer_to_nobody_with_a_log_in(), by=make_user("officer"))

    assert not Notice.objects.to_call().exists()


def test_an_offer_that_ran_out_is_said_instead(time_machine):
    seat = offer_to_nobody_with_a_log_in()
    time_machine.move_to(seat.offered_until + dt.timedelta(minutes=1))

    scheduled.expire_offers()

    assert [notice.kind for notice in Notice.objects.to_call()] == ["seat_lapsed"]
