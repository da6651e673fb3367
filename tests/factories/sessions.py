"""Sessions, seats and attendance, made directly: tests of the acts themselves call the acts."""

import datetime as dt

from okoce.clock import WIB, now, today
from okoce.programme.models import Module
from tests.factories.people import make_participant, make_user
from tests.factories.places import GROGOL, make_places
from tests.factories.venues import make_venue
from tests.factories.years import make_agency, make_year
from trainings.attendance.models import Attendance
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session, Venue


def at(day, hour, minute=0):
    """An instant on Jakarta's clock."""
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=WIB)


def in_days(days):
    return today() + dt.timedelta(days=days)


def make_session(
    *,
    days=(7,),
    hours=(9, 12),
    capacity=100,
    kecamatan=GROGOL,
    modules=("M1", "M2", "M3"),
    state=Session.State.PUBLISHED,
    year=None,
    **fields,
):
    """A session with one meeting a day; `days` count from today, negative ones are past."""
    make_places()
    year = year or make_year()
    meetings = [(at(in_days(day), hours[0]), at(in_days(day), hours[1])) for day in days]
    if state == Session.State.CANCELLED:
        fields.setdefault("cancel_code", "other")
    fields.setdefault("booking_closes_at", meetings[0][0] - dt.timedelta(hours=12) if meetings else None)
    session = Session.objects.create(
        programme_year=year,
        agency=make_agency(),
        title=fields.pop("title", "Dasar wirausaha"),
        kecamatan_id=kecamatan,
        venue=_venue(fields.pop("venue", "Aula kecamatan"), kecamatan),
        capacity=capacity,
        state=state,
        starts_at=meetings[0][0] if meetings else None,
        ends_at=meetings[-1][1] if meetings else None,
        **fields,
    )
    session.modules.set(Module.objects.filter(code__in=modules))
    Meeting.objects.bulk_create(Meeting(session=session, starts_at=start, ends_at=end) for start, end in meetings)
    return session


def _venue(given, kecamatan):
    return given if isinstance(given, Venue) else make_venue(given, kecamatan)


def make_seat(session, participant=None, *, state=Seat.State.CONFIRMED, **fields):
    if state == Seat.State.WAITING and "queue_number" not in fields:
        fields["queue_number"] = session.seats.exclude(queue_number=None).count() + 1
    if state == Seat.State.OFFERED:
        fields.setdefault("offered_until", now() + dt.timedelta(hours=24))
    seat = Seat.objects.create(
        session=session, participant=participant or make_participant(user=make_user()), state=state, **fields
    )
    session.refresh_from_db(fields=["seats_taken"])
    return seat


def make_attendance(seat, meeting, *, by=None):
    return Attendance.objects.create(seat=seat, meeting=meeting, marked_by=by or make_user("officer"))
