"""Two people at one meeting or action in the same moment: one is heard, and the other is refused in words."""

from time import sleep

import pytest

from reports.meetings.actions import closings, decisions, meetings, minutes
from reports.meetings.models import Action, Closing, Meeting
from tests.factories.meetings import decision, make_action, make_meeting
from tests.factories.people import make_user
from tests.factories.places import GROGOL
from tests.factories.reports import make_period
from tests.participants.registration.threads import ends_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("inside_the_year")]

STOPPED = Closing.Kind.DROPPED


def starting(meeting):
    by = make_user("province")
    return lambda: meetings.start(meeting, by=by)


def stopping(action):
    by = make_user("province")
    return lambda: closings.propose(action, STOPPED, "Gedungnya dipakai", by=by)


def proposed():
    action = make_action()
    return closings.propose(action, STOPPED, "Gedungnya dipakai", by=action.owner)


def test_of_two_who_start_a_meeting_one_does():
    meeting = make_meeting(is_running=False)

    assert ends_of(starting(meeting), starting(meeting)) == sorted([Meeting.State.RUNNING, meetings.BEGUN])


@pytest.mark.postgres  # SQLite lets one write at a time without it
def test_without_the_lock_a_meeting_would_be_started_twice(monkeypatch):
    meeting = make_meeting(is_running=False)

    def unlocked(row, *, by, permission=None):
        found = Meeting.objects.with_period().get(pk=row.pk)
        sleep(0.5)
        return found

    monkeypatch.setattr(meetings, "hold", unlocked)

    assert meetings.BEGUN not in ends_of(starting(meeting), starting(meeting))


def test_of_two_meetings_started_at_once_one_runs():
    first, second = (make_meeting(period=make_period(ended_days_ago=days), is_running=False) for days in (15, 1))

    assert ends_of(starting(first), starting(second)) == sorted([Meeting.State.RUNNING, meetings.ANOTHER])
    assert Meeting.objects.filter(state=Meeting.State.RUNNING).count() == 1


def test_of_two_who_close_an_action_one_does():
    action = make_action()

    assert ends_of(stopping(action), stopping(action)) == sorted([Closing.State.ACCEPTED, closings.CLOSED])
    assert action.closings.count() == 1


@pytest.mark.postgres  # SQLite lets one write at a time without it
def test_without_the_lock_the_second_closing_would_break(monkeypatch):
    action = make_action()

    def unlocked(row):
        found = Action.objects.select_related("meeting__period", "owner").get(pk=row.pk)
        sleep(0.5)
        return found

    monkeypatch.setattr(closings, "hold", unlocked)

    assert closings.CLOSED not in ends_of(stopping(action), stopping(action))


def test_of_a_proposal_accepted_and_refused_at_once_one_stands():
    closing, one, other = proposed(), make_user("province"), make_user("province")

    answers = ends_of(
        lambda: closings.accept(closing, by=one), lambda: closings.refuse(closing, "Belum dicoba", by=other)
    )

    assert closings.OVER in answers
    closing.refresh_from_db()
    assert closing.decided_by in (one, other)


def test_without_the_lock_an_accepted_proposal_would_be_refused(monkeypatch):
    closing, other = proposed(), make_user("province")
    read = Closing.objects.get(pk=closing.pk)
    closings.accept(closing, by=make_user("province"))
    monkeypatch.setattr(closings, "_hold", lambda row, *, by: read)

    assert closings.refuse(closing, "Belum dicoba", by=other).state == Closing.State.REFUSED


def test_one_press_that_arrives_twice_decides_once():
    meeting, owner, by = make_meeting(), make_user("officer", region=GROGOL), make_user("province")

    def deciding():
        return decisions.decide(meeting, GROGOL, decision(owner), by=by, key="satu-tekan")

    assert ends_of(deciding, deciding) == ["done", "done"]
    assert Action.objects.count() == 1


def test_nothing_is_decided_once_the_meeting_is_closed():
    meeting, owner, by = make_meeting(), make_user("officer", region=GROGOL), make_user("province")
    meetings.name_attendees(meeting, ["Camat"], by=by)

    answers = ends_of(
        lambda: minutes.close(meeting, by=by), lambda: decisions.decide(meeting, GROGOL, decision(owner), by=by)
    )

    decided = "done" if Action.objects.exists() else meetings.NOT_RUNNING
    assert answers == sorted([Meeting.State.CLOSED, decided])


def test_without_the_lock_a_closed_meeting_would_decide(monkeypatch):
    """Read while it was running, written after it was closed."""
    meeting, owner, by = make_meeting(), make_user("officer", region=GROGOL), make_user("province")
    meetings.name_attendees(meeting, ["Camat"], by=by)
    read = Meeting.objects.with_period().get(pk=meeting.pk)
    minutes.close(meeting, by=by)
    monkeypatch.setattr(meetings, "hold", lambda row, *, by, permission=None: read)

    assert decisions.decide(meeting, GROGOL, decision(owner), by=by).pk
