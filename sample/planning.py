"""What is being planned: drafts, one of which clashes, and trainings in commodities with their targets."""

import datetime as dt

from okoce.clock import WIB
from okoce.programme.models import Agency, Commodity, Module
from okoce.programme.stages import Stage
from okoce.regions.models import Region
from participants.journey.actions import journeys
from participants.people.models import Participant
from sample import venues
from sample.training_rows import MODULES
from trainings.attendance.models import Attendance
from trainings.planning import copies, previews
from trainings.planning.actions import series, sessions
from trainings.planning.series import Pattern, Site, drafts
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session, Training, TrainingTarget

HERE, NEXT = "31.73.02", "31.73.05"
# Commodity, what is taught, how many days ago it was held and how many came.
SKILLS = (
    ("makanan_minuman", "Olahan makanan dan minuman", 24, 14),
    ("fashion_tekstil", "Menjahit dan sablon", 21, 11),
    ("kerajinan", "Anyaman dan suvenir", 18, 9),
    ("servis_hp", "Servis HP dasar", 15, 12),
    ("sabun", "Sabun cair rumahan", 12, 10),
)
SEATS, HELD_IN_A_YEAR = 40, 94


def add(staff, officer, ground):
    """Drafts by Sudin, and commodity trainings that were held and are to come."""
    _drafts(staff, ground)
    _skills(officer, ground)


def _drafts(staff, ground):
    """Two weeks of two kecamatan, the second a day later, and a draft at the hour and in the hall of a session."""
    here = venues.known()
    trainer = venues.trainer_of(HERE, venues.trainers())
    day = ground.today + dt.timedelta(days=12)
    modules = tuple(Module.objects.filter(code__in=MODULES).order_by("code").values_list("pk", flat=True))
    pattern = Pattern(day, (1, 3, 5), dt.time(8), dt.time(10, 30), 2, modules)
    sites = [
        Site(HERE, here[HERE, "Balai Warga"].pk, trainer.pk, 100),
        Site(NEXT, here[NEXT, "Balai Warga"].pk, None, 100, wave=2),
    ]
    planned = drafts(pattern, sites)
    coming = Session.objects.bookable().filter(kecamatan=HERE).order_by("starts_at", "pk")[:1]
    planned += copies.drafts(coming, 0)
    sensible = [each.draft for each in previews.judge(planned) if not each.is_nonsense]
    if sensible:
        series.save(sensible, by=staff, agency=Agency.objects.get(code="kukmp-jakbar"))


def _skills(officer, ground):
    agency, module = Agency.objects.get(code="pe-jakbar"), Module.objects.get(code="K1")
    people = Participant.objects.filter(kecamatan=HERE, standings__stage=Stage.TRAINING, user=None).order_by("pk")
    people = list(people.values_list("pk", flat=True)[: 2 * sum(came for *_, came in SKILLS)])
    people = people[: (len(people) + 1) // 2]  # the others learn it later
    hall = venues.known()[HERE, "Gelanggang Remaja"]
    for code, title, days, came in SKILLS:
        commodity = Commodity.objects.get(code=code)
        training = Training.objects.create(
            title=title,
            kind=Training.Kind.HARD,
            commodity=commodity,
            agency=agency,
            programme_year=ground.year,
            seats=SEATS,
        )
        training.modules.set([module])
        training.kecamatan.set(Region.objects.filter(pk__in=[HERE, NEXT]))
        TrainingTarget.objects.create(
            programme_year=ground.year, agency=agency, commodity=commodity, kecamatan_id=HERE, amount=SEATS
        )
        comers, people = people[:came], people[came:]
        hold(session_of(training, hall, ground.today - dt.timedelta(days=days)), comers, officer)
        session_of(training, hall, ground.today + dt.timedelta(days=days + 14))
    TrainingTarget.objects.create(
        programme_year=ground.year, agency=agency, counts=TrainingTarget.Counts.TRAININGS, amount=HELD_IN_A_YEAR
    )


def session_of(training, hall, day):
    start, end = (dt.datetime.combine(day, dt.time(hour), tzinfo=WIB) for hour in (9, 15))
    session = Session.objects.create(
        programme_year=training.programme_year,
        agency=training.agency,
        training=training,
        title=training.title,
        kecamatan_id=HERE,
        venue=hall,
        capacity=training.seats,
        state=Session.State.PUBLISHED,
        starts_at=start,
        ends_at=end,
        booking_closes_at=start - sessions.CLOSES_BEFORE,
        created_at=start - dt.timedelta(days=30),
    )
    session.modules.set(training.modules.all())
    Meeting.objects.create(session=session, starts_at=start, ends_at=end)
    return session


def hold(session, comers, officer):
    seats = Seat.objects.bulk_create(
        Seat(session=session, participant_id=person, state=Seat.State.ATTENDED, booked_at=session.created_at)
        for person in comers
    )
    meeting = session.meetings.get()
    Attendance.objects.bulk_create(
        Attendance(seat=seat, meeting=meeting, marked_by=officer, marked_at=session.starts_at) for seat in seats
    )
    journeys.refresh(comers)
