"""The invented year: believable, the same for the same seed, and the same as if it had been done by acts."""

import datetime as dt
from unittest import mock

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction

from okoce.clock import today, wib_day
from okoce.programme.models import Target
from participants.cleaning import nik
from participants.consents.models import Consent
from participants.journey.actions import journeys
from participants.journey.models import StageEvent, StageStanding
from participants.mentoring.models import MentoringNote
from participants.people.models import Business, Participant, Residence
from reports.papers.models import ReportRun
from reports.snapshots.models import Edition, Period
from sample import loading, making, waiting
from sample.draws import Draws
from sample.ground import Ground
from trainings.attendance.models import Attendance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("late_in_the_year")]

# Keys of rows that are made with the set, and what is sealed anew each time.
CHANCEFUL = {"id", "participant_id", "nik_sealed", "mentor_id", "user_id"}


def _plans(count, seed):
    ground = Ground.read(seed)
    return [ground.plan(row) for row in range(count)]


def _facts(count, seed):
    return [(p.kelurahan, p.name, p.nik, p.depth, p.registration_number(2026)) for p in _plans(count, seed)]


def _as_stored(models):
    """{model: {registration number: what it says of them}} but for keys and seals."""
    return {
        model: {
            (number, nth): {name: value for name, value in row.items() if name not in CHANCEFUL}
            for number, nth, row in _rows(model)
        }
        for model in models
    }


def _rows(model):
    number = "registration_number" if model is Participant else "participant__registration_number"
    counted = {}
    for row in model.objects.order_by("pk").values(number, *[f.attname for f in model._meta.concrete_fields]):
        whose = row.pop(number) if model is not Participant else row[number]
        counted[whose] = counted.get(whose, 0) + 1
        yield whose, counted[whose], row


def _loaded(count, models):
    """What a set of so many holds, but for registrations that wait; afterwards the register is empty again."""
    with transaction.atomic(), mock.patch.object(waiting, "add"):
        loading.load(count, seed="uji")
        stored = _as_stored(models)
        transaction.set_rollback(True)
    return stored


def test_the_small_set_is_the_beginning_of_the_large_one(reference):
    small, large = _facts(40, "uji"), _facts(400, "uji")

    assert large[:40] == small


def test_as_stored_the_people_of_a_small_set_are_the_first_of_a_large_one(reference):
    models = [Participant, Residence, Business, Consent]
    first = {plan.registration_number(Ground.read("uji").year.year) for plan in _plans(50, "uji")}

    small, large = _loaded(50, models), _loaded(200, models)

    assert len(small[Participant]) == 50
    assert len(large[Participant]) == 200
    for model in models:
        assert {key: row for key, row in large[model].items() if key[0] in first} == small[model]


def test_many_processes_make_the_same_year_as_one(reference, monkeypatch):
    models = [Participant, MentoringNote, StageStanding, StageEvent]
    alone = _loaded(120, models)

    monkeypatch.setattr(making, "WORTH_SHARING", 1)
    monkeypatch.setattr(making, "RANGE", 25)
    shared = _loaded(120, models)

    for rows in (*alone.values(), *shared.values()):
        for row in rows.values():
            row.pop("known_at", None)  # of today, this is the instant of loading
            row.pop("recorded_at", None)
            row.pop("asked_for_at", None)
    assert shared == alone


def test_another_seed_makes_other_people(reference):
    assert _facts(40, "uji") != _facts(40, "lain")


def test_nobody_shares_a_nik_or_a_registration_number(reference):
    people = _facts(3_000, "uji")

    assert len({row[2] for row in people}) == len({row[4] for row in people}) == 3_000


def test_every_invented_nik_would_be_taken_at_the_desk(reference):
    refused = [p for p in _plans(500, "uji") if not nik.clean(p.nik, today=today()).is_ok]

    assert refused == []


def test_draws_do_not_depend_on_what_was_drawn_before():
    Draws("uji", "nama", 1).share()

    assert Draws("uji", "nama", 2).share() == Draws("uji", "nama", 2).share()


def test_nothing_was_changed_but_three_targets_so_nothing_else_is_remembered(reference):
    tracked = [model for model in apps.get_models() if hasattr(model, "history")]
    before = {model: model.history.count() for model in tracked}

    loading.load(30, seed="uji")

    before[Target] += 6  # as they stood, and as they were raised
    assert {model: model.history.count() for model in tracked} == before


def test_the_year_is_written_in_a_few_hundred_statements(reference, django_assert_max_num_queries):
    with django_assert_max_num_queries(1_700):
        loading.load(300, seed="uji")


def test_progress_is_shown(reference, monkeypatch):
    said = []
    monkeypatch.setattr(making, "RANGE", 20)

    loading.load(50, seed="uji", say=said.append)

    assert said == ["20 dari 50 orang", "40 dari 50 orang", "50 dari 50 orang"]


@pytest.mark.parametrize("people", [-1, 0, 1_000_001])
def test_a_number_out_of_bounds_is_answered_with_the_bounds(reference, settings, people):
    settings.EMBEDDED = True

    with pytest.raises(CommandError, match="from 1 to 1,000,000"):
        call_command("load_sample", people=people, verbosity=0)


def test_one_person_is_a_sample_too(reference):
    loading.load(1, seed="uji")

    assert Participant.objects.count() == 1


def test_on_the_first_day_of_a_year_the_sample_is_as_young(reference, time_machine):
    time_machine.move_to(dt.datetime(2026, 1, 1, 3, tzinfo=dt.UTC))

    loading.load(60, seed="uji")

    assert Participant.objects.count() == 60
    assert list(journeys.differences()) == []
    assert not Attendance.objects.exists()


def test_six_fortnights_are_frozen_and_the_last_waits_to_be_made(reference, settings):
    settings.EMBEDDED = True
    call_command("load_sample", people=60, fortnights=6, verbosity=0)
    ended = Period.objects.filter(ends_on__lt=today()).order_by("-ends_on")

    made = ReportRun.objects.order_by("period__ends_on")

    assert [run.period for run in made] == list(reversed(ended[1:7]))
    assert {run.reports.exclude(snapshot=None).count() for run in made} == {10}
    assert [wib_day(run.requested_at) - run.period.ends_on for run in made] == [dt.timedelta(days=1)] * 6
    held = Period.objects.filter(programme_year__year=today().year, meeting_on__lt=today())
    approved = Edition.objects.approved()
    assert set(approved.filter(number=1).values_list("period", flat=True)) == set(held.values_list("pk", flat=True))
    for draft in Edition.objects.exclude(pk__in=approved):
        assert draft.period.meeting_on >= today()
        assert draft.warnings


def test_a_real_database_takes_no_sample_by_accident(reference, settings):
    settings.EMBEDDED = False

    with pytest.raises(CommandError, match="--anywhere"):
        call_command("load_sample", people=10, verbosity=0)
