"""Targets of agencies for their own trainings stand apart: of people or of trainings, and never in the programme's."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.clock import now
from okoce.programme import memory
from okoce.programme.models import Commodity, Target
from okoce.programme.stages import Stage
from okoce.regions.models import Region
from participants.directory.actions import write_contact
from participants.journey.models import StageStanding
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, DURI_KEPA, GROGOL, KEBON_JERUK, TIMUR, TOMANG
from tests.factories.sessions import make_attendance, make_seat, make_session
from tests.factories.venues import make_training
from tests.factories.years import make_agency, make_year
from trainings.planning import agency_targets
from trainings.planning.actions import sessions
from trainings.seats.models import Seat
from trainings.sessions.models import Session, TrainingTarget

pytestmark = pytest.mark.django_db
PEOPLE, TRAININGS = TrainingTarget.Counts.PEOPLE, TrainingTarget.Counts.TRAININGS


@pytest.fixture
def ground(db):
    """An agency with a training in soap, held once, to which one person of each of two kecamatan came."""
    agency = make_agency("perindustrian", "Sudin Perindustrian", BARAT)
    soap = Commodity.objects.create(code="sabun", name="Sabun")
    training = make_training("Sabun cair", agency=agency, kind="hard", commodity=soap, modules=())
    held = make_session(days=(-2,), training=training, modules=())
    for home in (TOMANG, DURI_KEPA):
        make_seat(held, make_participant(kelurahan=home), state="attended")
    make_seat(held, state="absent")
    make_session(days=(-3,), training=training, modules=())
    make_session(days=(3,), training=training, modules=())
    return agency, soap, training


def make_target(agency, amount=40, **fields):
    return TrainingTarget.objects.create(programme_year=make_year(), agency=agency, amount=amount, **fields)


def done(user=None):
    rows = agency_targets.reached(user or make_user("province"), make_year())
    return {row.target.pk: row.done for row in rows}


def test_people_are_counted_once_by_home_and_trainings_where_they_were_held(ground):
    agency, soap, training = ground
    again = make_session(days=(-1,), training=training, modules=(), kecamatan=KEBON_JERUK)
    make_seat(again, make_participant(kelurahan=TOMANG), state="attended")
    make_seat(again, Seat.objects.filter(state="attended").first().participant, state="attended")
    targets = {
        make_target(agency).pk: 3,
        make_target(agency, commodity=soap, kecamatan_id=GROGOL).pk: 2,
        make_target(agency, kecamatan_id=KEBON_JERUK).pk: 1,
        make_target(agency, counts=TRAININGS).pk: 2,
        make_target(agency, counts=TRAININGS, kecamatan_id=KEBON_JERUK).pk: 1,
    }

    assert done() == targets


@pytest.mark.parametrize(
    "session",
    [{"days": (-1, 1)}, {"days": (-1,), "state": Session.State.CANCELLED, "cancel_reason": "Banjir"}],
    ids=["still going on", "called off afterwards"],
)
def test_a_training_counts_when_it_is_over_and_was_not_called_off(ground, session):
    agency, _, training = ground
    make_target(agency, counts=TRAININGS)
    make_seat(make_session(training=training, modules=(), **session), make_participant(), state="attended")

    assert list(done().values()) == [1]


def test_somebody_who_moved_stays_counted_where_they_lived_when_they_came(ground):
    agency, _, training = ground
    person = make_participant(kelurahan=TOMANG, registered_at=now() - dt.timedelta(days=10))
    make_seat(training.sessions.filter(ends_at__lt=now()).first(), person, state="attended")
    here, there = (make_target(agency, kecamatan_id=code) for code in (GROGOL, KEBON_JERUK))
    before = done()

    write_contact(person, {"kelurahan": Region.objects.get(pk=DURI_KEPA)}, by=make_user("staff"))

    assert done() == before == {here.pk: 2, there.pk: 1}


def test_another_commodity_and_another_agency_are_not_counted(ground):
    agency, _, _ = ground
    phones = Commodity.objects.create(code="hp", name="Servis HP")
    other = make_agency("lain", "Lain", BARAT)

    assert done() == {}
    assert {make_target(agency, commodity=phones).pk: 0, make_target(other).pk: 0} == done()


def test_a_commodity_training_moves_its_agencys_figure_and_no_target_of_the_programme(ground):
    agency, _, training = ground
    year = make_year()
    Target.objects.create(
        programme_year=year, kecamatan_id=GROGOL, stage=Stage.TRAINING, agency=make_agency(), people=1000
    )
    target = make_target(agency)
    person = make_participant(kelurahan=TOMANG)
    session = make_session(days=(-1,), training=training, modules=("M1",))
    seat = make_seat(session, person)
    make_attendance(seat, session.meetings.get())

    sessions.settle(session)

    assert done() == {target.pk: 3}
    assert memory.targets(year.pk)[GROGOL][Stage.TRAINING] == 1000
    assert not StageStanding.objects.filter(participant=person, stage=Stage.TRAINING).exists()


def test_only_targets_of_agencies_that_work_here_are_shown(ground):
    agency, _, _ = ground
    here, there = make_target(agency), make_target(make_agency("timur", "Timur", TIMUR))

    assert set(done(make_user("officer"))) == {here.pk}
    assert set(done(make_user("province"))) == {here.pk, there.pk}


@pytest.mark.parametrize("fields", [{}, {"kecamatan_id": GROGOL}])
def test_one_target_for_each_agency_and_part(ground, fields):
    agency, _, _ = ground
    make_target(agency, **fields)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_target(agency, 50, **fields)
    make_target(agency, counts=TRAININGS, **fields)


def test_a_target_is_something(ground):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_target(ground[0], 0)


def test_statements_do_not_grow_with_targets(ground):
    agency, soap, _ = ground
    user = make_user("province")
    make_target(agency)

    def count():
        with CaptureQueriesContext(connection) as asked:
            agency_targets.reached(user, make_year())
        return len(asked)

    count()  # and reads the roles of the user, once
    one = count()
    make_target(agency, commodity=soap), make_target(agency, counts=TRAININGS)

    assert count() == one


def test_the_calendar_shows_them_apart(ground, signed_in):
    make_target(ground[0])

    page = signed_in("staff").get(reverse("admin:training_sessions_session_calendar"))

    assert "Target pelatihan keterampilan, dihitung terpisah" in page.text
    assert "Sudin Perindustrian" in page.text
