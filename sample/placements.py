"""Trainings that continue one in a commodity: packing with the halal label, and a month placed, with each outcome."""

import datetime as dt

from okoce.programme.models import Module
from sample import planning, venues
from trainings.placements import graduates
from trainings.placements.models import Outcome, Placement
from trainings.seats.models import Seat
from trainings.sessions.models import Training

FIRST = "Olahan makanan dan minuman"
PACKING, MONTH = "Pengemasan dan label halal", "Penempatan sebulan di usaha"
CAME, BOOKED = 6, 2
# Where to, how many days ago it began, for how many days, what came of it.
HOSTS = (
    ("Dapur Bu Tini", "Jalan Kemanggisan 14", 20, 30, Outcome.RUNNING, ""),
    ("Katering Melati", "Jalan Tomang Raya 3", 50, 30, Outcome.FINISHED, ""),
    ("Roti Kampung", "Jalan Daan Mogot 88", 55, 30, Outcome.HIRED, "Menjadi pengemas tetap"),
    ("Sambal Mpok Nah", "Gang Mangga 5", 60, 30, Outcome.OWN, "Membuka warung sambal sendiri"),
    ("Kue Basah Ceria", "Jalan Latumenten 21", 40, 9, Outcome.STOPPED, "Merawat orang tua yang sakit"),
)


def add(staff, officer, ground):
    """Graduates who went on, who are booked, who were placed, and who are still to be invited."""
    first = Training.objects.filter(title=FIRST).first()
    if first is None:
        return
    packing, month = (_following(first, title) for title in (PACKING, MONTH))
    people = list(graduates.graduates(first).order_by("pk").values_list("pk", flat=True))
    hall = venues.known()[planning.HERE, "Gelanggang Remaja"]
    held = planning.session_of(packing, hall, ground.today - dt.timedelta(days=10))
    placed = people[:-1][: len(HOSTS)]  # of few people one is left who came
    planning.hold(held, people[len(placed) :][:CAME], officer)
    coming = planning.session_of(packing, hall, ground.today + dt.timedelta(days=16))
    Seat.objects.bulk_create(
        Seat(session=coming, participant_id=person, state=Seat.State.CONFIRMED, booked_by=staff)
        for person in placed[-BOOKED:]
    )
    Placement.objects.bulk_create(
        Placement(
            training=month,
            participant_id=person,
            host_name=host,
            host_address=address,
            host_phone=f"+62812000077{number:02d}",
            starts_on=ground.today - dt.timedelta(days=ago),
            ends_on=ground.today - dt.timedelta(days=ago - days),
            outcome=outcome,
            outcome_note=note,
            noted_by=staff,
        )
        for number, ((host, address, ago, days, outcome, note), person) in enumerate(zip(HOSTS, placed, strict=False))
    )


def _following(first, title):
    training = Training.objects.create(
        title=title,
        kind=Training.Kind.HARD,
        commodity=first.commodity,
        agency=first.agency,
        programme_year=first.programme_year,
        seats=planning.SEATS,
        continues=first,
    )
    training.modules.set([Module.objects.get(code="K1")])
    training.kecamatan.set(first.kecamatan.all())
    return training
