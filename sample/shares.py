"""A session whose seats are shared out to kelurahan; one of them has used up its share and two of its people wait."""

import datetime as dt
from collections import Counter

from django.db.models import Exists, OuterRef, Q

from okoce.clock import WIB
from participants.people.models import Participant
from sample import venues
from trainings.planning.actions.sessions import CLOSES_BEFORE
from trainings.seats.actions import shares
from trainings.seats.models import Seat
from trainings.seats.states import HOLDING
from trainings.sessions.models import Meeting, Session, Training

HERE = "31.73.02"
SEATS, WAIT, FROM_OTHERS = 40, 2, 5
HALF_A_DAY = dt.timedelta(hours=12)
State = Seat.State


def add(staff, ground):
    """A commodity training a week from now; those from other kelurahan leave seats of their shares free."""
    session = _session(ground)
    given = shares.share_out(session, by=staff)
    free = _free(session)
    if not free:
        return
    full = Counter(person.kelurahan_id for person in free).most_common(1)[0][0]
    own = [person for person in free if person.kelurahan_id == full][: given[full] + WAIT]
    others = [person for person in free if person.kelurahan_id != full][:FROM_OTHERS]
    certain, waiting = [*own[: given[full]], *others], own[given[full] :]
    booked_at = ground.now - dt.timedelta(days=2)
    rows = [Seat(participant=person, state=State.CONFIRMED) for person in certain]
    rows += [
        Seat(participant=person, state=State.WAITING, queue_number=number)
        for number, person in enumerate(waiting, start=1)
    ]
    for seat in rows:
        seat.session, seat.booked_at = session, booked_at
    Seat.objects.bulk_create(rows)


def _free(session):
    """People of the kecamatan who miss its module, and hold nothing for it nor on that day."""
    own = Seat.objects.filter(participant=OuterRef("pk"))
    day = Q(session__starts_at__lt=session.ends_at + HALF_A_DAY, session__ends_at__gt=session.starts_at - HALF_A_DAY)
    same = Q(session__modules__in=session.modules.values("pk"))
    busy = own.filter(same | day, state__in=[*HOLDING, State.ATTENDED])
    people = Participant.objects.filter(~Exists(busy), kecamatan=HERE, user=None, holds_nik=True)
    return list(people.only("kelurahan").order_by("pk")[:400])


def _session(ground):
    training = Training.objects.filter(kind=Training.Kind.HARD, kecamatan=HERE).order_by("pk").first()
    starts_at = dt.datetime.combine(ground.today + dt.timedelta(days=7), dt.time(14), tzinfo=WIB)
    session = Session.objects.create(
        programme_year=ground.year,
        agency=training.agency,
        training=training,
        title=f"{training.title} untuk warga",
        kecamatan_id=HERE,
        venue=venues.known()[HERE, "Balai Warga"],
        capacity=SEATS,
        state=Session.State.PUBLISHED,
        booking_closes_at=starts_at - CLOSES_BEFORE,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
        created_at=ground.now - dt.timedelta(days=10),
    )
    session.modules.set(training.modules.all())
    Meeting.objects.create(session=session, starts_at=starts_at, ends_at=session.ends_at)
    return session
