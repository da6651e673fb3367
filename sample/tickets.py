"""A third of the family of the list is on the way: one module done, one with a ticket, one missing."""

import datetime as dt

from okoce.clock import WIB, day_starts_at
from okoce.programme.models import Agency, Module
from participants.cleaning import availability
from participants.journey.actions import journeys
from participants.people.models import Participant
from sample import venues
from trainings.attendance.models import Attendance
from trainings.planning.actions import sessions
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session

HERE = "31.73.02"
ELSEWHERE = (Seat.State.WAITING, Seat.State.OFFERED, Seat.State.CONFIRMED, Seat.State.ATTENDED)
DONE, BOOKED = ("M1", "Kelas pola pikir wirausaha", -20), ("M2", "Kelas produk dan harga", 6)
FITTING = ((HERE, 10), ("31.73.05", 8))  # where and in how many days the module that is missing is taught
AFTERNOONS = availability.pack(day * 3 + 1 for day in range(7))


def add(family, officer, ground):
    """Somebody of the kecamatan whose card was seen and who missed a session shares the account of the family."""
    before = day_starts_at(ground.today + dt.timedelta(days=DONE[2]))
    home = Participant.objects.filter(kecamatan=HERE, user=None, is_checked=True, registered_at__lt=before)
    home = home.exclude(seats__state__in=ELSEWHERE).exclude(seats__attendances__isnull=False)
    person = home.order_by("-pk").first()
    if person is None:
        return
    Participant.objects.filter(pk=person.pk).update(user=family, availability=AFTERNOONS)
    seat = _seat(person, *DONE, ground, state=Seat.State.ATTENDED)
    meeting = seat.session.meetings.get()
    Attendance.objects.create(seat=seat, meeting=meeting, marked_by=officer, marked_at=meeting.ends_at)
    _seat(person, *BOOKED, ground, state=Seat.State.CONFIRMED)
    for kecamatan, days in FITTING:
        _session("M3", "Kelas jualan dan keuangan", days, ground, kecamatan=kecamatan)
    journeys.refresh([person.pk])


def _seat(person, module, title, days, ground, *, state):
    session = _session(module, title, days, ground)
    return Seat.objects.create(session=session, participant=person, state=state, booked_at=session.created_at)


def _session(module, title, days, ground, *, kecamatan=HERE):
    day = ground.today + dt.timedelta(days=days)
    start, end = (dt.datetime.combine(day, dt.time(hour), tzinfo=WIB) for hour in (13, 16))
    session = Session.objects.create(
        programme_year=ground.year,
        agency=Agency.objects.get(code="kukmp-jakbar"),
        title=title,
        kecamatan_id=kecamatan,
        venue=venues.known()[kecamatan, "Balai Warga"],
        capacity=60,
        state=Session.State.PUBLISHED,
        starts_at=start,
        ends_at=end,
        booking_closes_at=start - sessions.CLOSES_BEFORE,
        created_at=start - dt.timedelta(days=30),
    )
    session.modules.set(Module.objects.filter(code=module))
    Meeting.objects.create(session=session, starts_at=start, ends_at=end)
    return session
