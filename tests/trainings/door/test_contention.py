"""Must hold: the 101st arrival under 20 parallel check-ins is always stand-by."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.factories.people import make_participant
from tests.trainings.door.meetings import make_meeting, put, with_officer
from trainings.attendance.models import Attendance
from trainings.door.actions import arrivals, calling
from trainings.seats.models import Seat
from trainings.sessions.models import Session

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

AT_ONCE, SEATS = 20, 100


@pytest.fixture
def nearly_full():
    """A hundred chairs, 99 people on them, and twenty who come in the same second."""
    meeting = with_officer(make_meeting(capacity=SEATS))
    first = make_participant()
    known = {field.attname: getattr(first, field.attname) for field in first._meta.concrete_fields}
    rows = [
        type(first)(**known | {"id": None, "registration_number": f"UJI-P{n:05}", "nik_digest": f"{n:064}"})
        for n in range(SEATS - 2)
    ]
    people = [first, *type(first).objects.bulk_create(rows)]
    seats = Seat.objects.bulk_create(
        Seat(session=meeting.session, participant=person, state=Seat.State.CONFIRMED) for person in people
    )
    Attendance.objects.bulk_create(Attendance(seat=seat, meeting=meeting, marked_by=meeting.officer) for seat in seats)
    return meeting, [make_participant() for _ in range(AT_ONCE)]


def test_of_twenty_who_come_at_once_one_gets_the_last_chair_and_the_rest_a_number(nearly_full):
    meeting, people = nearly_full

    answers = all_at_once(meeting, people)

    session = Session.objects.get(pk=meeting.session_id)
    numbers = sorted(answer.stand_by.number for answer in answers if answer.stand_by)
    assert numbers == list(range(1, AT_ONCE))
    assert session.seats_taken == SEATS
    assert meeting.attendances.standing().count() == SEATS


def test_without_the_lock_some_of_them_are_answered_by_an_error(nearly_full, monkeypatch):
    """The database still refuses the 101st, but nobody gets a number for it."""
    meeting, people = nearly_full
    looked = threading.Barrier(AT_ONCE)

    def look_without_lock(meeting):
        session = Session.objects.get(pk=meeting.session_id)
        looked.wait()
        return session

    monkeypatch.setattr(arrivals, "lock_open", look_without_lock)

    answers = all_at_once(meeting, people)

    assert any(isinstance(answer, Exception) for answer in answers)
    assert Session.objects.get(pk=meeting.session_id).seats_taken == SEATS


def test_of_two_officers_who_call_at_once_each_lets_another_in(nearly_full):
    meeting, people = nearly_full
    arrivals.let_in(meeting, people[0], by=meeting.officer)
    for person in people[1:4]:
        arrivals.let_in(meeting, person, by=meeting.officer)
    missing = meeting.session.seats.order_by("pk")[:2]
    Attendance.objects.filter(seat__in=list(missing)).delete()
    put(meeting, begins=dt.timedelta(minutes=-30))

    called = in_threads([lambda: calling.let_next_in(meeting, by=meeting.officer)] * 3)

    numbers = sorted(answer.stand_by.number for answer in called if not isinstance(answer, Exception))
    assert numbers == [1, 2]
    assert Session.objects.get(pk=meeting.session_id).seats_taken == SEATS


def all_at_once(meeting, people):
    return in_threads([lambda person=person: arrivals.let_in(meeting, person, by=meeting.officer) for person in people])


def in_threads(acts):
    """What each returned, or the exception it raised."""
    gate = threading.Barrier(len(acts))

    def run(act):
        gate.wait()
        try:
            return act()
        except Exception as failed:
            return failed
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
