"""The door: a session of this hour with people in, standing by and unknown, and one that was closed with opinions."""

import datetime as dt

from django.db.models import Count, Q

from okoce.clock import day_starts_at
from okoce.programme.models import Agency, Module
from okoce.programme.stages import Stage
from okoce.regions.models import Region
from participants.journey.actions import journeys
from participants.people.models import Participant
from sample import venues
from trainings.attendance.actions import rosters
from trainings.attendance.models import Attendance, Mark
from trainings.door.actions import closings
from trainings.door.models import Closing, DoorSeat, Feedback, StandBy, WalkIn
from trainings.seats.models import Seat
from trainings.seats.states import HOLDING
from trainings.sessions.models import Meeting, Session

HERE = "31.73.02"
MODULE = "M2"
YOUNG = 30  # days of a year in which nobody has come to anything yet
BOOKED, MISSING, AT_THE_DOOR, WAITING = 14, 3, 4, 2
GUESTS = (("Kamboja Wangi", "kue basah"), ("Seroja Putih", "jahit rumahan"), ("Teratai Senja", "warung kopi"))
OPINIONS = ("useful", (4, 4, 3, 4, 3, 2, 4)), ("clear", (3, 4, 3, 3, 2, 3, 4)), ("timely", (4, 2, 3, 4, 1, 3, 3))


def add(officer, staff, ground):
    """Nothing in the first weeks of a year."""
    if ground.days < YOUNG:
        return
    start = max(ground.now - dt.timedelta(minutes=25), day_starts_at(ground.today))
    end = start + dt.timedelta(hours=2, minutes=30)
    busy = Seat.objects.live().filter(session__starts_at__lt=end, session__ends_at__gt=start).values("participant")
    same = Seat.objects.filter(state__in=HOLDING, session__modules__code=MODULE, session__ends_at__gt=ground.now)
    done = Seat.objects.filter(state=Seat.State.ATTENDED, session__modules__code=MODULE)
    people = Participant.objects.filter(kecamatan=HERE, holds_nik=True).exclude(pk__in=busy)
    people = people.exclude(pk__in=same.values("participant")).exclude(pk__in=done.values("participant"))
    people = people.exclude(standings__stage=Stage.TRAINING).order_by("pk")
    people = list(people.values_list("pk", flat=True)[: BOOKED + AT_THE_DOOR + WAITING])
    _open_door(people, start, end, officer, staff, ground)
    _closed(officer, ground)


def _open_door(people, start, end, officer, staff, ground):
    waiting, people = people[:WAITING], people[WAITING:]
    booked, at_the_door = people[:BOOKED], people[BOOKED:]
    meeting = _session(len(booked) + len(at_the_door) + len(GUESTS) - 1, start, end, ground)
    seats = _seats(meeting, booked, ground.now - dt.timedelta(days=6))
    without_booking = _seats(meeting, at_the_door, meeting.starts_at, officer)
    DoorSeat.objects.bulk_create(DoorSeat(seat=seat, meeting=meeting) for seat in without_booking)
    came = seats[:-MISSING] + without_booking
    written = {"meeting": meeting, "marked_by": officer}
    Attendance.objects.bulk_create(
        Attendance(seat=seat, arrived_at=meeting.starts_at, marked_at=meeting.starts_at, **written) for seat in came
    )
    if came:
        said = {"meeting": meeting, "seat": came[0], "seen_at": meeting.starts_at, "received_at": meeting.starts_at}
        Mark.objects.bulk_create(
            [
                Mark(is_present=True, source=Mark.Source.DOOR, marked_by=officer, **said),
                Mark(is_present=False, source=Mark.Source.PAPER, marked_by=staff, **said),
            ]
        )
    _stand_by(meeting, waiting, officer, ground)
    rosters.number_rows(meeting)
    journeys.refresh([seat.participant_id for seat in came])


def _session(capacity, start, end, ground):
    """It began 25 minutes ago: chairs of the missing are open."""
    session = Session.objects.create(
        programme_year=ground.year,
        agency=Agency.objects.get(code="kukmp-jakbar"),
        title="Keuangan usaha, kelas hari ini",
        kecamatan_id=HERE,
        venue=venues.known()[HERE, "Balai Warga"],
        capacity=max(capacity, 1),
        state=Session.State.PUBLISHED,
        starts_at=start,
        ends_at=end,
        booking_closes_at=start - dt.timedelta(hours=12),
        created_at=start - dt.timedelta(days=14),
    )
    session.modules.set(Module.objects.filter(code=MODULE))
    return Meeting.objects.create(session=session, starts_at=start, ends_at=end)


def _seats(meeting, people, at, by=None):
    return Seat.objects.bulk_create(
        Seat(
            session_id=meeting.session_id,
            participant_id=person,
            state=Seat.State.CONFIRMED,
            booked_at=at,
            changed_at=at,
            booked_by=by,
        )
        for person in people
    )


def _stand_by(meeting, waiting, officer, ground):
    """Two unknown people have a chair; a third, and whom the register knows, wait for one."""
    home = Region.objects.filter(parent=HERE).order_by("code").first()
    guests = WalkIn.objects.bulk_create(
        WalkIn(
            session_id=meeting.session_id,
            meeting=meeting,
            name=name,
            phone=f"+62812000088{number:02}",
            kelurahan=home,
            birth_on=dt.date(1988, 3, 4 + number),
            trade=trade,
            state=WalkIn.State.WAITING if number == len(GUESTS) - 1 else WalkIn.State.OPEN,
            arrived_at=None if number == len(GUESTS) - 1 else meeting.starts_at,
            made_by=officer,
            made_at=ground.now,
        )
        for number, (name, trade) in enumerate(GUESTS)
    )
    rows = [{"participant_id": person} for person in waiting] + [{"walk_in": guests[-1]}]
    StandBy.objects.bulk_create(
        StandBy(meeting=meeting, number=number, made_by=officer, made_at=ground.now, **row)
        for number, row in enumerate(rows, start=1)
    )


def _closed(officer, ground):
    """The session of this kecamatan to which most came, with what seven of them thought of it."""
    over = Session.objects.filter(kecamatan=HERE, ends_at__lt=day_starts_at(ground.today))
    came = Count("seats", filter=Q(seats__state=Seat.State.ATTENDED))
    session = over.annotate(came=came).order_by("-came", "-starts_at").first()
    if session is None:
        return
    Closing.objects.create(
        session=session,
        closed_by=officer,
        closed_at=session.ends_at,
        capacity=session.capacity,
        invited=0,
        **closings.figures(session),
    )
    seats = session.seats.filter(state=Seat.State.ATTENDED).order_by("pk")
    Feedback.objects.bulk_create(
        Feedback(seat=seat, question=question, answer=answer, given_at=session.ends_at)
        for question, answers in OPINIONS
        for seat, answer in zip(seats, answers, strict=False)
    )
