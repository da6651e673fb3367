"""Reminders three days and one day before, once each, and one message a family account and day."""

import datetime as dt

import pytest

from okoce.clock import now
from okoce.notifications.models import Message
from participants.calls.actions import notices, reminders
from participants.calls.models import Notice
from participants.mentoring.models import MentoringNote
from tests.factories.bazaars import make_application, make_bazaar, make_stall_day
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import at, in_days, make_seat, make_session

pytestmark = pytest.mark.django_db

YESTERDAY = dt.timedelta(days=1)


def booked(session, person):
    return make_seat(session, person, booked_at=now() - YESTERDAY)


def with_log_in(user=None, **fields):
    return make_participant(user=user or make_user(), **fields)


def agreed(person, day):
    return MentoringNote.objects.create(
        participant=person,
        mentor=person.mentor,
        kind="visit",
        minutes=30,
        met_on=in_days(0),
        next_step="Rahasia",
        next_step_due_on=day,
    )


@pytest.mark.parametrize(("days", "people"), [(0, 0), (1, 1), (2, 0), (3, 1), (4, 0)])
def test_a_booked_session_is_reminded_of_three_days_and_one_day_before(days, people):
    booked(make_session(days=(days,), hours=(20, 22)), with_log_in())

    assert reminders.remind() == people


@pytest.mark.parametrize(("days", "people"), [(1, 1), (3, 0)])
def test_who_has_no_log_in_is_called_the_day_before_only(days, people):
    booked(make_session(days=(days,)), make_participant())

    reminders.remind()

    assert Notice.objects.to_call().count() == people


def test_a_bazaar_with_a_stall_is_reminded_of_and_one_without_is_not():
    bazaar = make_bazaar(days=(1, 2))
    placed, waiting = make_application(bazaar, with_log_in()), make_application(bazaar, with_log_in())
    make_stall_day(placed, number=4)

    reminders.remind()

    message = Message.objects.get()
    assert message.user == placed.participant.user != waiting.participant.user
    assert "Lapak Anda nomor 4" in message.body


@pytest.mark.parametrize("fields", [{"is_published": False}, {"days": (2, 3)}])
def test_a_hidden_bazaar_and_one_of_another_day_are_not_reminded_of(fields):
    make_stall_day(make_application(make_bazaar(**{"days": (1, 2)} | fields), with_log_in()))

    assert reminders.remind() == 0


def test_an_agreed_step_is_reminded_of_without_saying_what_it_is():
    agreed(with_log_in(mentor=make_user("mentor")), in_days(3))

    reminders.remind()

    message = Message.objects.get()
    assert message.kind == "reminder"
    assert "Rahasia" not in message.body


def test_a_family_gets_one_message_with_everything_of_the_day():
    family = make_user()
    mother, son = with_log_in(family, name="Ibu Sari"), with_log_in(family, name="Budi")
    booked(make_session(days=(1,)), mother)
    booked(make_session(days=(3,)), son)

    reminders.remind()

    message = Message.objects.get()
    assert message.subject == "2 pengingat"
    assert "Ibu Sari: " in message.body
    assert "Budi: " in message.body
    assert Notice.objects.filter(message=message).count() == 2


def test_nobody_is_reminded_twice_however_often_the_job_runs():
    booked(make_session(days=(1,)), with_log_in())
    booked(make_session(days=(1,)), make_participant())

    counted = [reminders.remind() for _ in range(3)]

    assert counted == [2, 0, 0]
    assert (Message.objects.count(), Notice.objects.to_call().count()) == (1, 1)


def test_a_clock_that_jumps_back_sends_nothing_twice(time_machine):
    booked(make_session(days=(3,)), with_log_in())
    booked(make_session(days=(3,)), make_participant())
    start = at(in_days(0), 9)
    sent = []
    for days in (0, 2, -1, 0, 2):
        time_machine.move_to(start + dt.timedelta(days=days))
        sent.append(reminders.remind())

    assert sent == [1, 2, 0, 0, 0]
    assert Message.objects.count() == 2


def test_a_session_that_moved_is_reminded_of_anew():
    session = make_session(days=(1,))
    booked(session, make_participant())
    reminders.remind()
    session.starts_at, session.ends_at = at(in_days(1), 9) + YESTERDAY * 2, at(in_days(1), 12) + YESTERDAY * 2
    session.save()
    booked(session, with_log_in())

    assert reminders.remind() == 1


def test_who_booked_today_is_not_reminded():
    make_seat(make_session(days=(1,)), with_log_in())

    assert reminders.remind() == 0


@pytest.mark.parametrize("state", ["waiting", "offered", "released"])
def test_only_a_sure_seat_is_reminded_of(state):
    make_seat(make_session(days=(1,)), with_log_in(), state=state, booked_at=now() - YESTERDAY)

    assert reminders.remind() == 0


def test_the_reminder_of_the_day_before_becomes_a_call_and_the_one_of_three_days_does_not(time_machine):
    time_machine.move_to(at(in_days(0), 8))
    for days in (1, 3):
        booked(make_session(days=(days,)), with_log_in(make_user(email=None)))
    reminders.remind()
    time_machine.move_to(at(in_days(0), 14))

    notices.put_on_call_lists()

    assert [notice.key.endswith(":1") for notice in Notice.objects.to_call()] == [True]


def test_an_account_that_is_locked_is_called():
    booked(make_session(days=(1,)), with_log_in(make_user(is_active=False)))

    reminders.remind()

    assert Notice.objects.to_call().count() == 1
    assert not Message.objects.exists()


# --- An agreed visit -----------------------------------------------------------------------------------


def meets_again(person, day, *, met_on=None):
    return MentoringNote.objects.create(
        participant=person,
        mentor=person.mentor,
        kind="visit",
        minutes=30,
        met_on=met_on or in_days(-7),
        next_visit_on=day,
    )


@pytest.mark.parametrize(("days", "people"), [(0, 0), (1, 1), (2, 0), (3, 1)])
def test_an_agreed_visit_is_reminded_of(days, people):
    meets_again(with_log_in(mentor=make_user("mentor")), in_days(days))

    assert reminders.remind() == people


def test_of_a_visit_that_a_later_meeting_moved_only_the_new_day_is_reminded_of():
    person = with_log_in(mentor=make_user("mentor"))
    meets_again(person, in_days(1))
    meets_again(person, in_days(9), met_on=in_days(-1))

    assert reminders.remind() == 0


def test_without_a_mentor_no_visit_is_reminded_of():
    person = with_log_in(mentor=make_user("mentor"))
    meets_again(person, in_days(1))
    person.mentor = None
    person.save()

    assert reminders.remind() == 0
