"""Several officers press at once, and several people answer at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from tests.factories.invitations import make_invitation
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_session
from trainings.invitations.actions import answers, inviting
from trainings.invitations.models import Invitation
from trainings.seats.models import Seat
from trainings.sessions.models import Session

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 6


def all_at_once(act, arguments):
    """What each call returned, or the kind of its refusal."""

    def call(argument):
        try:
            return act(argument)
        except (ValidationError, IntegrityError) as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(call, arguments))


def press_all(session, staff):
    for _ in range(AT_ONCE * 3):
        make_participant()
    return all_at_once(lambda _: inviting.invite(session, number=3, seen=0, by=staff), range(AT_ONCE))


def test_of_six_presses_at_once_one_invites():
    session, staff = make_session(), make_user("staff")

    done = press_all(session, staff)

    assert sorted(map(str, done)) == sorted(map(str, [3] + [ValidationError] * (AT_ONCE - 1)))
    assert session.invitations.count() == 3


@pytest.mark.postgres
def test_without_the_lock_of_the_session_more_than_one_press_gets_as_far_as_writing(monkeypatch):
    session, staff = make_session(), make_user("staff")
    monkeypatch.setattr(inviting.seats, "lock", lambda pk: Session.objects.get(pk=pk))

    done = press_all(session, staff)

    assert IntegrityError in done or session.invitations.count() > 3


def test_of_six_who_confirm_at_once_two_get_the_chairs_and_four_a_number_each():
    session = make_session(capacity=2)
    invitations = [make_invitation(session) for _ in range(AT_ONCE)]

    all_at_once(lambda one: answers.confirm(one, way=Invitation.Way.LINK).state, invitations)

    held = Seat.objects.order_by("queue_number")
    assert held.filter(state=Seat.State.CONFIRMED).count() == 2
    assert [seat.queue_number for seat in held.filter(state=Seat.State.WAITING)] == [1, 2, 3, 4]
    assert Invitation.objects.filter(state=Invitation.State.CONFIRMED, seat__isnull=False).count() == AT_ONCE
