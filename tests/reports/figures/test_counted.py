"""Each figure equals the list behind it, and small regions add up to large ones."""

import datetime as dt
import random
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.accounts.areas import Area
from okoce.programme.stages import Stage
from okoce.regions import places
from participants.journey.actions import journeys, tallies
from participants.journey.models import StageStanding
from reports.figures import counted
from tests.factories import evidence
from tests.factories.people import make_participant, make_user
from tests.factories.places import (
    BARAT,
    CAKUNG,
    DURI_KEPA,
    GROGOL,
    GROGOL_KELURAHAN,
    JATINEGARA,
    KEBON_JERUK,
    PROVINCE,
    TOMANG,
)
from tests.factories.reports import make_tally, make_target
from tests.factories.sessions import in_days, make_attendance, make_seat, make_session
from tests.factories.years import make_year
from trainings.seats.models import Seat
from trainings.sessions.models import Session

pytestmark = pytest.mark.django_db

NOW = dt.date(2026, 11, 21)


@pytest.fixture
def lively_year():
    """People of four kelurahan with evidence on many days."""
    chance, officer, year = random.Random(31), make_user("officer"), make_year(2026)
    for number in range(16):
        person = make_participant(
            kelurahan=[TOMANG, GROGOL_KELURAHAN, DURI_KEPA, JATINEGARA][number % 4],
            year=year,
            registered_at=dt.datetime(2026, 1, 2 + number, 3, tzinfo=dt.UTC),
        )
        journeys.enter(person)
        if number % 5:
            evidence.make_check(person, dt.date(2026, chance.randint(2, 4), 5), by=officer)
        if number % 3:
            evidence.make_attendance(person, dt.date(2026, chance.randint(3, 9), 9), by=officer)
        if number % 4 == 1:
            evidence.make_licence(person, dt.date(2026, chance.randint(5, 10), 2))
        journeys.refresh([person.pk])
    return year


DAYS = [dt.date(2026, 1, 1), dt.date(2026, 3, 5), dt.date(2026, 6, 30), NOW]


@pytest.mark.parametrize("level", ["provinsi", "kabkota", "kecamatan"])
def test_each_figure_is_as_high_as_its_list_is_long(lively_year, level):
    by_day = counted.people_on(lively_year, level, DAYS)

    assert sum(by_day[NOW][PROVINCE].values() if level == "provinsi" else [1]) > 0
    for day in DAYS:
        for code in {"provinsi": [PROVINCE], "kabkota": [BARAT], "kecamatan": [GROGOL, KEBON_JERUK, CAKUNG]}[level]:
            lists = {
                stage: StageStanding.objects.filter(
                    Area.of_region(code).on("kecamatan"),
                    participant__programme_year=lively_year,
                    stage=stage,
                    reached_on__lte=day,
                ).count()
                for stage in Stage.values
            }
            assert {stage: by_day[day][code][stage] for stage in Stage.values} == lists


@pytest.mark.parametrize("level", counted.LEVELS)
def test_figures_of_every_day_stay_as_they_are_when_tallies_are_summed_up(lively_year, level):
    def shown():
        by_day = counted.people_on(lively_year, level, DAYS)
        return {day: {code: +people for code, people in by_day[day].items() if +people} for day in DAYS}

    before = shown()
    tallies.fold(limit=None)

    assert shown() == before
    assert before[DAYS[1]] != before[DAYS[2]]


def test_kelurahan_add_up_to_kecamatan_to_kota_to_province(lively_year):
    sums = [
        counted.add_up(counted.stage_counts(lively_year, level, NOW), "provinsi")
        for level in ("kelurahan", "kecamatan", "kabkota", "provinsi")
    ]

    assert sums[0]["31"]["pendaftaran"] > 9
    assert sums == [sums[0]] * 4
    by_kelurahan = counted.stage_counts(lively_year, "kelurahan", NOW)
    assert counted.add_up(by_kelurahan, "kecamatan") == counted.stage_counts(lively_year, "kecamatan", NOW)
    assert counted.add_up(by_kelurahan, "kabkota") == counted.stage_counts(lively_year, "kabkota", NOW)


def test_who_is_not_checked_waits_and_is_in_no_stage(lively_year):
    people = counted.stage_counts(lively_year, "provinsi", NOW)[PROVINCE]

    assert (people[counted.REGISTERED], people["pendaftaran"], counted.waiting(people)) == (16, 12, 4)


def test_a_lost_stage_is_subtracted_on_its_day():
    make_tally("pelatihan", 3, day=dt.date(2026, 5, 1))
    make_tally("pelatihan", -1, day=dt.date(2026, 5, 1))

    assert counted.stage_counts(make_year(), "kecamatan", dt.date(2026, 5, 1))[GROGOL] == {"pelatihan": 2}
    assert counted.stage_counts(make_year(), "kecamatan", dt.date(2026, 4, 30))[GROGOL] == {}


def test_figures_of_an_area_or_another_year_leave_the_rest_out():
    make_tally("pelatihan", 3)
    make_tally("pelatihan", 5, kelurahan=JATINEGARA)
    make_tally("pelatihan", 7, year=make_year(2025))

    day = max(NOW, dt.date.today())  # noqa: DTZ011
    assert counted.stage_counts(make_year(), "kecamatan", day, area=Area.of_region(BARAT)) == {GROGOL: {"pelatihan": 3}}
    assert counted.stage_counts(make_year(), "provinsi", day) == {PROVINCE: {"pelatihan": 8}}


def test_all_regions_and_days_cost_the_statements_of_one(lively_year):
    def asked(act):
        with CaptureQueriesContext(connection) as seen:
            act()
        return len(seen)

    one, all_of_them = Area.of_region(GROGOL), Area.everywhere()
    places.kecamatan()  # kept in memory

    assert asked(lambda: counted.people_on(lively_year, "provinsi", DAYS[:1])) == asked(
        lambda: counted.people_on(lively_year, "kelurahan", DAYS)
    )
    trained = partial(counted.training_figures, lively_year, NOW)
    assert asked(partial(trained, area=one)) == asked(partial(trained, area=all_of_them))


def test_targets_of_all_agencies_add_up():
    make_target("pelatihan", 1000)
    make_target("pelatihan", 40, kecamatan=KEBON_JERUK)

    assert counted.targets(make_year())[GROGOL]["pelatihan"] == 1000
    assert counted.targets(make_year(), "kabkota") == {BARAT: {"pelatihan": 1040}}
    assert counted.targets(make_year(), area=Area.of_region(CAKUNG))[GROGOL]["pelatihan"] == 0


def test_training_figures_count_where_the_session_was_held():
    held = make_session(days=(-3,), capacity=10)
    seen, twice, absent = (make_seat(held) for _ in range(3))
    make_seat(held, state=Seat.State.WAITING)
    officer = make_user("officer")
    make_attendance(seen, held.meetings.get(), by=officer)
    voided = make_attendance(twice, held.meetings.get(), by=officer)
    type(voided).objects.filter(pk=voided.pk).update(voided_at=held.ends_at, void_reason="keliru")
    make_attendance(twice, held.meetings.get(), by=officer)
    make_session(days=(3,))
    make_session(days=(-3,), state=Session.State.DRAFT)
    assert absent.state == Seat.State.CONFIRMED

    assert counted.training_figures(make_year(), in_days(0)) == {
        GROGOL: {"sessions": 1, "seats": 10, "booked": 3, "attended": 2}
    }
    assert counted.training_figures(make_year(), in_days(-4)) == {}


def test_several_days_at_once_say_of_trainings_what_each_says_alone():
    officer = make_user("officer")
    for day, kecamatan in ((-3, GROGOL), (-9, CAKUNG)):
        held = make_session(days=(day,), kecamatan=kecamatan)
        make_attendance(make_seat(held), held.meetings.get(), by=officer)
    days = [in_days(0), in_days(-5), in_days(-20)]

    at_once = counted.training_on(make_year(), days)

    assert at_once == {day: counted.training_figures(make_year(), day) for day in days}
    attended = [{code: counts["attended"] for code, counts in at_once[day].items()} for day in days]
    assert attended == [{GROGOL: 1, CAKUNG: 1}, {CAKUNG: 1}, {}]


@pytest.mark.parametrize(
    ("people", "target", "expected", "state"),
    [(500, 1000, 497, "good"), (400, 1000, 497, "wait"), (397, 1000, 497, "bad"), (9, 0, 0, None)],
)
def test_the_pace_compares_with_how_far_the_year_is(people, target, expected, state):
    pace = counted.pace(make_year(2026), dt.date(2026, 7, 1), people, target)

    assert (pace.days_passed, pace.days_total) == (182, 365)
    assert (pace.expected, pace.state) == (182 * target // 365, state)
    assert abs(pace.expected - expected) < 2


def test_outside_its_days_a_year_is_not_begun_or_wholly_passed():
    before = counted.pace(make_year(2026), dt.date(2025, 12, 31), 0, 10)
    after = counted.pace(make_year(2026), dt.date(2027, 3, 1), 0, 10)

    assert (before.days_passed, after.days_passed) == (0, 365)


@pytest.mark.parametrize(
    ("day", "passed"),
    [("2025-12-31", 0), ("2026-01-01", 1), ("2026-01-02", 2), ("2026-12-30", 364), ("2026-12-31", 365)],
)
def test_the_first_and_the_last_day_of_a_year_are_days_of_it(day, passed):
    assert counted.pace(make_year(2026), dt.date.fromisoformat(day), 0, 10).days_passed == passed


@pytest.mark.parametrize(
    ("people", "state", "word"),
    [
        (101, "good", "sesuai waktu"),
        (100, "good", "sesuai waktu"),
        (99, "wait", "sedikit di bawah"),
        (80, "wait", "sedikit di bawah"),
        (79, "bad", "jauh di bawah"),
    ],
)
def test_a_fifth_behind_is_still_a_little(people, state, word):
    pace = counted.Pace(people, target=200, days_passed=50, days_total=100)

    assert (pace.expected, pace.state, pace.word) == (100, state, word)
    assert counted.Pace(people, target=0, days_passed=50, days_total=100).word == ""


def test_more_checked_than_registered_leaves_nobody_waiting():
    assert counted.waiting({counted.REGISTERED: 2, "pendaftaran": 5}) == 0
    assert counted.waiting({counted.REGISTERED: 5, "pendaftaran": 4}) == 1


def test_a_session_counts_from_the_day_it_ends():
    session = make_session(days=(-4, -2))

    assert counted.training_figures(make_year(), in_days(-3)) == {}
    assert counted.training_figures(make_year(), in_days(-2))[GROGOL]["sessions"] == 1
    assert counted.training_figures(make_year(), in_days(-2), level="kabkota")[BARAT] == {
        "sessions": 1,
        "seats": session.capacity,
        "booked": 0,
    }
    assert counted.training_figures(make_year(), in_days(-2), area=Area.of_region(CAKUNG)) == {}


def test_a_region_that_nobody_stands_in_answers_with_zeros():
    nobody = counted.stage_counts(make_year(), "kecamatan", NOW)

    assert nobody[GROGOL]["pelatihan"] == 0
    assert nobody == {}
    assert [counted.code_at(DURI_KEPA, level) for level in counted.LEVELS] == [
        PROVINCE,
        BARAT,
        KEBON_JERUK,
        DURI_KEPA,
    ]
