import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from okoce.clock import today
from participants import nik
from participants.actions import journey
from participants.models import Participant, StageStanding, Tally
from reports.sample.draws import Draws
from reports.sample.people_rows import plans
from trainings.models import Attendance, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference():
    call_command("load_reference", verbosity=0)


@pytest.fixture
def sample(reference, settings):
    settings.EMBEDDED = True
    call_command("load_sample", people=300, seed="uji", verbosity=0)


def _facts(count, seed):
    return [
        (p.kelurahan, p.name, p.nik, p.depth, p.registration_number(2026)) for p in plans(count, seed=seed, days=300)
    ]


def test_the_small_set_is_the_beginning_of_the_large_one(reference):
    small, large = _facts(40, "uji"), _facts(400, "uji")

    assert large[:40] == small


def test_another_seed_makes_other_people(reference):
    assert _facts(40, "uji") != _facts(40, "lain")


def test_nobody_shares_a_nik_or_a_registration_number(reference):
    people = _facts(3_000, "uji")

    assert len({row[2] for row in people}) == len({row[4] for row in people}) == 3_000


def test_every_invented_nik_would_be_taken_at_the_desk(reference):
    refused = [p for p in plans(500, seed="uji", days=300) if not nik.clean(p.nik, today=today()).is_ok]

    assert refused == []


def test_draws_do_not_depend_on_what_was_drawn_before():
    Draws("uji", "nama", 1).share()

    assert Draws("uji", "nama", 2).share() == Draws("uji", "nama", 2).share()


def test_all_kecamatan_have_somebody(sample):
    assert Participant.objects.values("kecamatan").distinct().count() == 44


def test_what_is_stored_is_what_the_evidence_says(sample):
    assert list(journey.differences()) == []


def test_figures_and_lists_agree(sample):
    figures = sum(Tally.objects.filter(stage="pelatihan").values_list("people", flat=True))

    assert figures == StageStanding.objects.filter(stage="pelatihan").count() > 0


def test_no_invented_session_holds_more_than_its_seats(sample):
    assert not Session.objects.filter(seats_taken__gt=F("capacity")).exists()
    assert Session.objects.filter(seats_taken__gt=0).exists()


def test_nobody_attended_before_their_seat_or_after_today(sample):
    assert not Attendance.objects.filter(meeting__starts_at__date__gt=today()).exists()


def test_a_register_with_people_takes_no_sample(sample):
    with pytest.raises(CommandError, match="not empty"):
        call_command("load_sample", people=10, verbosity=0)


def test_a_real_database_takes_no_sample_by_accident(reference, settings):
    settings.EMBEDDED = False

    with pytest.raises(CommandError, match="--anywhere"):
        call_command("load_sample", people=10, verbosity=0)
