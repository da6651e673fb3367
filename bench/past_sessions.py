"""Sessions that are over, set by set, and one meeting that is held at this moment."""

import datetime as dt
import itertools

from bench.portal import KELURAHAN

WEEKS, YEARS = dt.timedelta(days=75), dt.timedelta(days=8 * 365)
PEOPLE_OF_TODAY, PEOPLE_OF_PAST = 40, 5
BATCH = 1000


def make_today():
    """A session of the kecamatan whose one meeting began a short while ago: its door is open."""
    from okoce.clock import now
    from participants.people.models import Participant
    from trainings.seats.models import Seat
    from trainings.sessions.models import Meeting, Session

    starts_at = now() - dt.timedelta(minutes=5)
    session = Session.objects.create(
        **_common(),
        title="Sesi hari ini",
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=6),
        booking_closes_at=starts_at - dt.timedelta(hours=12),
    )
    session.modules.set(_modules()[:1])
    Meeting.objects.create(session=session, starts_at=session.starts_at, ends_at=session.ends_at)
    people = Participant.objects.filter(kecamatan=KELURAHAN[:8], user=None).order_by("pk")[:PEOPLE_OF_TODAY]
    Seat.objects.bulk_create(Seat(session=session, participant=person, state=Seat.State.CONFIRMED) for person in people)


def fill_up(count, *, recent):
    """Add past sessions until a kecamatan has so many; return how many it has, the sample's own included.

    `recent`: they were held in the last weeks, else in the years before, so that pages of a month show no more.
    """
    from django.db import transaction

    from okoce.clock import now
    from sample import bulk
    from trainings.attendance.models import Attendance
    from trainings.invitations import turnouts
    from trainings.seats.models import Seat
    from trainings.sessions.models import Session

    over = Session.objects.filter(ends_at__lt=now(), kecamatan=KELURAHAN[:8])
    missing = max(0, count - over.count())
    with transaction.atomic(), bulk.loading([Seat, Attendance]):
        people, officer = _people(), _officer()
        for first in range(0, missing, BATCH):
            numbers = range(first, min(first + BATCH, missing))
            _add([_past(number / missing, recent=recent) for number in numbers], people, officer)
    turnouts.recount()
    return over.count()


def _add(rows, people, officer):
    """These sessions, with meetings, a module, five people each, and the attendance of four of them."""
    from trainings.attendance.models import Attendance
    from trainings.seats.models import Seat
    from trainings.sessions.models import Meeting, Session

    taught = _modules()
    sessions = Session.objects.bulk_create(rows)
    meetings = Meeting.objects.bulk_create(
        Meeting(session=session, starts_at=session.starts_at, ends_at=session.ends_at) for session in sessions
    )
    teaches = Session.modules.through
    teaches.objects.bulk_create(
        teaches(session=session, module=taught[number % len(taught)]) for number, session in enumerate(sessions)
    )
    seats = Seat.objects.bulk_create(
        Seat(
            session=session,
            participant_id=next(people),
            state=Seat.State.ATTENDED if place else Seat.State.ABSENT,
            booked_at=session.booking_closes_at,
            changed_at=session.ends_at,
        )
        for session in sessions
        for place in range(PEOPLE_OF_PAST)
    )
    meeting_of = {meeting.session_id: meeting for meeting in meetings}
    Attendance.objects.bulk_create(
        Attendance(
            seat=seat,
            meeting=meeting_of[seat.session_id],
            marked_by=officer,
            marked_at=meeting_of[seat.session_id].ends_at,
        )
        for seat in seats
        if seat.state == Seat.State.ATTENDED
    )


def _past(share, *, recent):
    """A session that lies so far back in its weeks or years."""
    from okoce.clock import now
    from trainings.sessions.models import Session

    last, length = (dt.timedelta(days=1), WEEKS) if recent else (WEEKS, YEARS)
    starts_at = now() - last - length * share
    return Session(
        **_common(),
        title="Sesi lama",
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
        booking_closes_at=starts_at - dt.timedelta(hours=12),
        created_at=starts_at - dt.timedelta(days=14),
        seats_taken=PEOPLE_OF_PAST,
    )


def _common():
    from okoce.programme import memory
    from okoce.programme.models import Agency
    from trainings.sessions.models import Session, Venue

    venue, _ = Venue.objects.get_or_create(name="Balai ukur", kelurahan_id=KELURAHAN, defaults={"capacity": 500})
    return {
        "programme_year": memory.current_year(),
        "agency": Agency.objects.order_by("pk").first(),
        "kecamatan_id": KELURAHAN[:8],
        "venue": venue,
        "capacity": 100,
        "state": Session.State.PUBLISHED,
    }


def _modules():
    from okoce.programme.models import Module

    return list(Module.objects.filter(code__in=("M1", "M2", "M3")).order_by("code"))


def _people():
    """Who has no log-in, in turn, again and again: whose own pages are measured has no more history than before."""
    from participants.people.models import Participant

    return itertools.cycle(Participant.objects.filter(user=None).order_by("pk").values_list("pk", flat=True))


def _officer():
    from okoce.accounts.models import User

    return User.objects.get(email="petugas@contoh.okoce.example")
