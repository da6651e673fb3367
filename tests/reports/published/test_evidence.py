"""Licences, capital and mentoring that are frozen with a fortnight: hidden like people, and with all they tell."""

import datetime as dt

import pytest

from okoce.clock import now
from okoce.programme.stages import Stage
from okoce.regions import places
from okoce.regions.levels import Level
from okoce.small_counts import HIDDEN
from participants.journey.models import Tally
from reports.figures import counted
from reports.figures.models import DailyCount, DailyFigure
from reports.published import evidence
from reports.published.counts import published
from tests.factories.reports import make_all_places
from tests.factories.years import make_year

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 18)
HERE, OTHER, KOTA, JAKARTA = "31.73.02", "31.73.04", "31.73", "31"


@pytest.fixture
def year():
    make_all_places()
    return make_year()


def keep(year, key, numbers, day=DAY):
    """`numbers`: {kecamatan code: number}, counted on that day."""
    at = now()
    DailyCount.objects.create(programme_year=year, day=day, counted_at=at)
    DailyFigure.objects.bulk_create(
        DailyFigure(
            programme_year=year, day=day, figure=key, version=1, region_id=code, value=value, counted_at=at
        )
        for code, value in numbers.items()
    )  # fmt: skip


def parts(year, on=DAY):
    return evidence.parts(year, on, now())["evidence"]


def test_nothing_is_frozen_of_a_day_before_the_first_that_was_counted(year):
    keep(year, "izin_ditolak", {HERE: 30})

    assert parts(year, DAY - dt.timedelta(days=1)) == {}


def test_the_last_counted_day_is_named_and_added_up(year):
    keep(year, "izin_ditolak", {HERE: 30, OTHER: 12})
    found = parts(year, DAY + dt.timedelta(days=1))

    assert [found[code]["izin_ditolak"] for code in (HERE, OTHER, KOTA, JAKARTA)] == [30, 12, 42, 42]
    assert found[JAKARTA]["on"] == "2026-11-18"
    assert found["31.71"]["izin_ditolak"] == 0


def test_a_small_count_is_hidden_and_another_with_it(year):
    keep(year, "modal_ditolak", {HERE: 3, OTHER: 12})
    found = parts(year)

    assert found[HERE]["modal_ditolak"] is HIDDEN
    others = [code for code, row in found.items() if code.startswith(f"{KOTA}.") and row["modal_ditolak"] is HIDDEN]
    assert len(others) >= 2


@pytest.mark.parametrize(("amount", "count"), evidence.AMOUNTS.items())
def test_rupiah_are_hidden_where_those_are_who_had_them(year, amount, count):
    keep(year, count, {HERE: 3, OTHER: 12})
    keep(year, amount, {HERE: 9_000_000, OTHER: 50_000_000})
    found = parts(year)

    assert found[HERE][amount] is HIDDEN
    assert {code for code, row in found.items() if row[amount] is HIDDEN} == {
        code for code, row in found.items() if row[count] is HIDDEN
    }


@pytest.mark.parametrize(("key", "stage"), evidence.TELLS.items())
def test_what_tells_who_is_at_a_stage_is_hidden_with_it(year, key, stage):
    keep(year, key, {HERE: 30, OTHER: 30})
    kelurahan = f"{HERE}.1001"
    for at, people in ((Tally.REGISTERED, 40), (Stage.REGISTRATION, 40), (stage, 2)):
        Tally.objects.create(
            programme_year=year, kelurahan_id=kelurahan, kecamatan_id=HERE, stage=at, day=DAY, people=people
        )  # fmt: skip

    assert parts(year)[HERE][key] is HIDDEN


@pytest.mark.parametrize(("key", "stage"), evidence.TELLS.items())
def test_the_sum_of_a_kota_does_not_tell_what_was_hidden_with_a_stage(year, key, stage):
    codes = [place.code for place in places.of_level(Level.KECAMATAN)]
    Tally.objects.bulk_create(
        Tally(
            programme_year=year, kelurahan_id=places.parts_of(code)[0].code, kecamatan_id=code, stage=at, day=DAY,
            people=2 if (code, at) == (HERE, stage) else 40,
        )
        for code in codes for at in (Tally.REGISTERED, Stage.REGISTRATION, stage)
    )  # fmt: skip
    stages = counted.people_on(year, Level.KELURAHAN, [DAY])[DAY]
    shown = published(year, stages, Level.KELURAHAN)
    hidden = [code for code in codes if shown[code][stage] is HIDDEN]
    keep(year, key, dict.fromkeys(set(codes) - set(hidden), 30))  # nobody there, which the kota less the others tells

    found = parts(year)

    of_kota = [code for code in codes if code.startswith(f"{KOTA}.") and found[code][key] is HIDDEN]
    assert HERE in of_kota
    assert set(of_kota) > set(hidden)


def test_mentors_hold_an_office_and_are_shown(year):
    keep(year, "pendamping", {HERE: 2})

    assert parts(year)[HERE]["pendamping"] == 2


def test_no_column_is_the_sum_of_others():
    """Else a hidden one could be worked out."""
    assert not {"izin_terbit", "izin_diurus", "modal_diajukan", "didampingi"} & set(evidence.COUNTS)
