"""Meetings whose door is open now, and the steps of time around them."""

import datetime as dt

from okoce.clock import now
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_attendance, make_seat, make_session


def make_meeting(*, begins=dt.timedelta(minutes=-5), hours=2, **fields):
    """A meeting that begins so far from now; before midnight or after it does not matter to the door."""
    session = make_session(days=(0,), **fields)
    meeting = session.meetings.get()
    return put(meeting, begins=begins, hours=hours)


def put(meeting, *, begins, hours=2):
    """Move a meeting, so that time passes without a clock that runs elsewhere."""
    starts_at = now() + begins
    meeting.starts_at, meeting.ends_at = starts_at, starts_at + dt.timedelta(hours=hours)
    meeting.save()
    session = meeting.session
    session.starts_at, session.ends_at = meeting.starts_at, meeting.ends_at
    session.booking_closes_at = starts_at - dt.timedelta(hours=12)
    session.save()
    return meeting


def fill(meeting, people, *, come=True, **fields):
    """So many seats; all of them have come, or nobody."""
    seats = [make_seat(meeting.session, make_participant(**fields)) for _ in range(people)]
    if come:
        for seat in seats:
            make_attendance(seat, meeting, by=meeting.officer)
    return seats


def with_officer(meeting):
    meeting.officer = make_user("officer")
    return meeting
