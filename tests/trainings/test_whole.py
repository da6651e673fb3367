"""An action on seats or sessions that fails on its way leaves nothing of itself behind."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from okoce.clock import now
from tests.breaking import Broken
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_seat, make_session
from trainings.planning.actions import sessions, transfers
from trainings.seats.actions import notices, scheduled, seats
from trainings.seats.models import Seat
from trainings.sessions.models import Session

pytestmark = pytest.mark.django_db
State = Seat.State


def states(session):
    return list(session.seats.order_by("pk").values_list("state", flat=True))


def full_session():
    """One seat, held by somebody, and somebody who waits for it."""
    session = make_session(capacity=1)
    return session, make_seat(session), make_seat(session, state=State.WAITING)


def test_a_seat_whose_message_cannot_be_written_is_not_booked(broken):
    session, person, officer = make_session(), make_participant(), make_user("officer")
    broken(notices, "booked")

    with pytest.raises(Broken):
        seats.book(session, person, by=officer)

    session.refresh_from_db()
    assert (Seat.objects.count(), session.seats_taken) == (0, 0)


def test_a_seat_is_not_given_back_when_it_cannot_be_offered_to_the_next(broken):
    session, seat, _ = full_session()
    broken(notices, "offered")

    with pytest.raises(Broken):
        seats.cancel(seat, by=seat.participant.user or make_user())

    assert states(session) == [State.CONFIRMED, State.WAITING]


def test_an_offer_is_not_declined_when_it_cannot_be_made_to_the_next(broken):
    session = make_session(capacity=1)
    offered, _ = make_seat(session, state=State.OFFERED), make_seat(session, state=State.WAITING, queue_number=2)
    broken(notices, "offered")

    with pytest.raises(Broken):
        seats.decline_offer(offered, by=make_user())

    assert states(session) == [State.OFFERED, State.WAITING]


def test_offers_do_not_lapse_when_the_message_cannot_be_written(broken):
    session = make_session(capacity=1)
    make_seat(session, state=State.OFFERED, offered_until=now() - dt.timedelta(minutes=1))
    broken(notices, "lapsed")

    with pytest.raises(Broken):
        scheduled.expire_offers()

    assert states(session) == [State.OFFERED]


def test_a_session_is_not_cancelled_when_its_people_cannot_be_moved(broken):
    session, _, _ = full_session()
    broken(transfers, "transfer")

    with pytest.raises(Broken):
        sessions.cancel(session, by=make_user("staff"), reason="Aula dipakai")

    session.refresh_from_db()
    assert (session.state, session.cancel_reason) == (Session.State.PUBLISHED, "")


def test_a_session_is_not_brought_in_step_by_half(broken):
    session, seat, _ = full_session()
    Seat.objects.filter(pk=seat.pk).update(state=State.RELEASED)
    ended = session.meetings.get().ends_at
    session.meetings.update(ends_at=ended + dt.timedelta(hours=1))
    broken(notices, "offered")

    with pytest.raises(Broken):
        sessions.settle(session)

    session.refresh_from_db()
    assert session.ends_at == ended


def test_a_session_that_may_not_be_published_is_not_brought_in_step_either():
    session = make_session(state=Session.State.DRAFT, modules=(), booking_closes_at=None)

    with pytest.raises(ValidationError, match="modul"):
        sessions.publish(session, by=make_user("staff"))

    session.refresh_from_db()
    assert (session.state, session.booking_closes_at) == (Session.State.DRAFT, None)


# --- What a seat says of itself ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "is_live", "may_be_released", "is_open_offer"),
    [
        (State.WAITING, True, True, False),
        (State.OFFERED, True, True, True),
        (State.CONFIRMED, True, True, False),
        (State.ATTENDED, True, False, False),
        (State.ABSENT, True, False, False),
        (State.RELEASED, False, False, False),
    ],
)
def test_a_state_says_what_can_be_done_with_a_seat(state, is_live, may_be_released, is_open_offer):
    seat = Seat(state=state, offered_until=now() + dt.timedelta(minutes=1))

    assert seat.is_live is is_live
    assert seat.may_be_released is may_be_released
    assert seat.is_open_offer is is_open_offer
    assert seat.has_expired is False


def test_an_offer_ends_at_its_very_instant(time_machine):
    seat = Seat(state=State.OFFERED, offered_until=now())
    time_machine.move_to(seat.offered_until, tick=False)

    assert seat.has_expired is True
    assert seat.is_open_offer is False
    assert Seat(state=State.CONFIRMED, offered_until=seat.offered_until).has_expired is False
