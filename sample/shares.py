"""A session whose seats are shared out to kelurahan; one of them has used up its share and two of its people wait."""

import datetime as dt
from collections import defaultdict

from django.db.models import Exists, OuterRef, Q

from okoce.clock import WIB
from okoce.regions.models import Region
from participants.people.models import Participant
from sample import venues
from trainings.planning.actions.sessions import CLOSES_BEFORE
from trainings.seats.actions import shares
from trainings.seats.models import Seat
from trainings.seats.states import HOLDING
from trainings.sessions.models import Meeting, Session, Training

HERE = "31.73.02"
MOST, WAIT = 40, 2
HALF_A_DAY = dt.timedelta(hours=12)
State = Seat.State


def add(staff, ground):
    """A commodity training a week from now; those from other kelurahan leave seats of their shares free."""
    session = _session(ground)
    of_kelurahan = defaultdict(list)
    for person in _free(session):
        of_kelurahan[person.kelurahan_id].append(person)
    if not of_kelurahan:
        return
    most = max(map(len, of_kelurahan.values()))
    wait = min(WAIT, most - 1)
    session.capacity = min(MOST, max(1, most - wait) * Region.objects.filter(parent=HERE).count())
    session.save(update_fields=["capacity"])
    given = shares.share_out(session, by=staff)
    full = max(of_kelurahan, key=lambda code: len(of_kelurahan[code]) - given[code])
    own = of_kelurahan.pop(full)[: given[full] + WAIT]
    others = [people[0] for people in of_kelurahan.values()]
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
        capacity=MOST,
        state=Session.State.PUBLISHED,
        booking_closes_at=starts_at - CLOSES_BEFORE,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
        created_at=ground.now - dt.timedelta(days=10),
    )
    session.modules.set(training.modules.all())
    Meeting.objects.create(session=session, starts_at=starts_at, ends_at=session.ends_at)
    return session
