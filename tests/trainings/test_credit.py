"""Credit: by module, in any session and kecamatan, for the home of that day; a commodity training for its agency."""

import datetime as dt

import pytest

from okoce.clock import today
from okoce.programme.models import Commodity
from okoce.programme.stages import Stage
from okoce.regions.levels import Level
from okoce.regions.models import Region
from participants.directory.actions import write_contact
from participants.journey.models import StageStanding
from participants.people.models import Residence
from reports.figures import counted
from tests.factories.people import make_user
from tests.factories.places import BARAT, DURI_KEPA, GROGOL, KEBON_JERUK, TOMANG
from tests.factories.sessions import make_seat, make_session
from tests.factories.venues import make_training
from tests.factories.years import make_agency, make_year
from tests.trainings.coming import come, make_person
from trainings.attendance.actions import attendance
from trainings.planning import agency_targets
from trainings.sessions.models import TrainingTarget

pytestmark = pytest.mark.django_db


def trained(day=None):
    """{kecamatan: people who hold Pelatihan} on a day, without the zeros."""
    counts = counted.stage_counts(make_year(), Level.KECAMATAN, day or today())
    return {code: people[Stage.TRAINING] for code, people in counts.items() if people[Stage.TRAINING]}


def test_a_module_missed_at_home_and_attended_elsewhere_counts_once_and_at_home():
    person = make_person(kelurahan=TOMANG)
    at_home = make_session(days=(-9, -8, -7), modules=("M2",))
    missed = make_seat(at_home, person)
    attendance.mark(at_home.meetings.first(), [missed.pk], by=make_user("officer"))
    come(person, ago=6, modules=("M1", "M3"))
    assert trained() == {}

    come(person, ago=2, modules=("M2",), kecamatan=KEBON_JERUK)
    come(person, ago=1, modules=("M2",), kecamatan=KEBON_JERUK, hours=(14, 16))

    assert trained() == {GROGOL: 1}
    assert trained(today() - dt.timedelta(days=3)) == {}
    assert trained(today() - dt.timedelta(days=2)) == {GROGOL: 1}
    assert StageStanding.objects.filter(participant=person, stage=Stage.TRAINING).count() == 1


def test_the_seat_is_the_hosts_and_the_credit_the_homes():
    person = make_person(kelurahan=TOMANG)

    come(person, ago=2, modules=("M1", "M2", "M3"), kecamatan=KEBON_JERUK)

    held = counted.training_figures(make_year(), today())
    assert (held[KEBON_JERUK]["attended"], held[GROGOL]["attended"]) == (1, 0)
    assert trained() == {GROGOL: 1}


def test_who_moves_keeps_earlier_credits_where_they_lived():
    person = make_person(kelurahan=TOMANG)
    come(person, ago=5, modules=("M1", "M2", "M3"))

    write_contact(person, {"kelurahan": Region.objects.get(pk=DURI_KEPA)}, by=make_user("staff"))
    come(person, ago=0, modules=("M1",), kecamatan=KEBON_JERUK)

    assert trained() == {GROGOL: 1}


def test_the_last_module_decides_where_somebody_who_moved_in_between_counts():
    person = make_person(kelurahan=TOMANG)
    Residence.objects.create(
        participant=person, kelurahan=Region.objects.get(pk=DURI_KEPA), since_on=today() - dt.timedelta(days=4)
    )
    come(person, ago=5, modules=("M1", "M2"))

    come(person, ago=3, modules=("M3",))

    assert trained() == {KEBON_JERUK: 1}


def test_an_attendance_taken_back_takes_the_credit_back():
    person = make_person(kelurahan=TOMANG)
    come(person, ago=5, modules=("M1", "M3"))
    [seat] = come(person, ago=2, modules=("M2",), kecamatan=KEBON_JERUK)

    attendance.void(seat.attendances.get(), by=make_user("officer", region=KEBON_JERUK), reason="Salah orang")

    assert trained() == {}


def test_a_commodity_training_moves_its_agencys_figure_only_whatever_modules_it_teaches():
    agency = make_agency("perindustrian", "Sudin Perindustrian", BARAT)
    soap = Commodity.objects.create(code="sabun", name="Sabun")
    training = make_training("Sabun cair", agency=agency, kind="hard", commodity=soap)
    target = TrainingTarget.objects.create(programme_year=make_year(), agency=agency, amount=40)
    person = make_person(kelurahan=TOMANG)

    come(person, ago=2, modules=("M1", "M2", "M3"), kecamatan=KEBON_JERUK, training=training)

    assert trained() == {}
    [reached] = agency_targets.reached(make_user("province"), make_year())
    assert (reached.target, reached.done) == (target, 1)
