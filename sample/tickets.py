"""A third of the family of the list is on the way: one module done, one with a ticket, one missing."""

import datetime as dt

from okoce.clock import WIB
from okoce.programme.models import Agency, Module
from participants.journey.actions import journeys
from participants.people.models import Participant
from sample import venues
from trainings.attendance.models import Attendance
from trainings.planning.actions import sessions
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session

HERE = "31.73.02"
DONE, BOOKED = ("M1", "Kelas pola pikir wirausaha", -20), ("M2", "Kelas produk dan harga", 6)


def add(family, officer, ground):
    """Somebody of the kecamatan whose card was seen and who never booked shares the account of the family."""
    home = Participant.objects.filter(kecamatan=HERE, user=None, is_checked=True, seats=None)
    person = home.order_by("-pk").first()
    if person is None:
        return
    Participant.objects.filter(pk=person.pk).update(user=family)
    seat = _seat(person, *DONE, ground, state=Seat.State.ATTENDED)
    meeting = seat.session.meetings.get()
    Attendance.objects.create(seat=seat, meeting=meeting, marked_by=officer, marked_at=meeting.ends_at)
    _seat(person, *BOOKED, ground, state=Seat.State.CONFIRMED)
    journeys.refresh([person.pk])


def _seat(person, module, title, days, ground, *, state):
    day = ground.today + dt.timedelta(days=days)
    start, end = (dt.datetime.combine(day, dt.time(hour), tzinfo=WIB) for hour in (13, 16))
    session = Session.objects.create(
        programme_year=ground.year,
        agency=Agency.objects.get(code="kukmp-jakbar"),
        title=title,
        kecamatan_id=HERE,
        venue=venues.known()[HERE, "Balai Warga"],
        capacity=60,
        state=Session.State.PUBLISHED,
        starts_at=start,
        ends_at=end,
        booking_closes_at=start - sessions.CLOSES_BEFORE,
        created_at=start - dt.timedelta(days=30),
    )
    session.modules.set(Module.objects.filter(code=module))
    Meeting.objects.create(session=session, starts_at=start, ends_at=end)
    return Seat.objects.create(session=session, participant=person, state=state, booked_at=session.created_at)
