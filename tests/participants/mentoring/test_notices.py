"""Mentees hear of their mentor and of what was agreed: by message, or on a call list."""

import pytest

from okoce.notifications.models import Message
from participants.calls.models import Notice
from participants.mentoring.actions import notes as mentoring
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import in_days

pytestmark = pytest.mark.django_db

STEP = {"next_step": "Catat penjualan tiap hari", "next_step_due_on": None}


@pytest.fixture
def mentor():
    return make_user("mentor")


def meet(person, mentor, **fields):
    usual = {"met_on": in_days(0), "kind": "visit", "minutes": 30, "topics": [], "text": "", "readers": "pair"}
    return mentoring.record(person, by=mentor, **usual | STEP | fields)


def test_who_has_no_log_in_stands_on_the_new_mentors_call_list(mentor):
    mentoring.assign(make_participant(), mentor, by=make_user("staff"))

    assert [notice.kind for notice in Notice.objects.on_list_of(mentor).to_call()] == ["mentor_assigned"]


def test_an_agreed_step_is_confirmed_without_saying_what_it_is(mentor):
    person = make_participant(user=make_user(), mentor=mentor)

    meet(person, mentor)

    message = Message.objects.get(user=person.user)
    assert message.kind == "step_agreed"
    assert "Catat penjualan" not in message.body + message.subject


def test_who_has_no_log_in_was_there_and_is_not_called(mentor):
    meet(make_participant(mentor=mentor), mentor)

    assert not Notice.objects.exists()


def test_a_meeting_without_a_step_confirms_nothing(mentor):
    person = make_participant(user=make_user(), mentor=mentor)

    meet(person, mentor, next_step="")

    assert not Message.objects.exists()
