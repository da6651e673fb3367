"""Every figure is what its rows add up to, one by one: of any day, in every area, and in its list."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.accounts.areas import Area
from okoce.clock import now
from reports.figures import actions, drilling, kept, registry
from reports.figures.definitions import Group
from reports.figures.models import DailyCount, DailyFigure
from tests.factories.places import BARAT, CAKUNG, GROGOL, KEBON_JERUK, PROVINCE, TIMUR
from tests.reports.figures.recount import Recount
from tests.reports.figures.worlds import World

pytestmark = pytest.mark.django_db

DAYS = [dt.date(2026, 4, 30), dt.date(2026, 8, 12), dt.date(2026, 11, 28)]
KEPT = [key for key, figure in registry.figures().items() if figure.is_kept]
LISTED = [key for key, figure in registry.figures().items() if figure.rows]


def from_facts(year, on):
    figures = [figure for figure in registry.figures().values() if figure.is_kept]
    counts = kept.count_facts(figures, year, on) | kept.count_tables(registry.tables().values(), year, on)
    return {key: numbers for key, numbers in counts.items() if numbers}


@pytest.mark.parametrize("seed", [1, 2])
def test_every_figure_is_what_a_recount_of_the_rows_says_and_as_long_as_its_list(seed):
    year = World(seed).year
    for on in DAYS:
        expected = Recount(year, on).found
        found = from_facts(year, on)
        live = [key for key, figure in registry.figures().items() if figure.count and key != "menunggu"]
        found |= {key: dict(row) for key, row in registry.read(live, year, "kecamatan", on).items() if row}

        assert {key: row for key, row in found.items() if not key.startswith("alasan_ditolak:")} == expected
    assert len(expected) > len(KEPT) // 2
    _compare_with_lists(year, DAYS[-1])


def _compare_with_lists(year, on):
    """A figure equals the length of its list in every area."""
    actions.keep(year, on)
    areas = {"provinsi": [PROVINCE], "kabkota": [BARAT, TIMUR], "kecamatan": [GROGOL, KEBON_JERUK, CAKUNG]}
    for level, codes in areas.items():
        numbers = registry.read(LISTED, year, level, on)
        for code in codes:
            listed = {key: drilling.size(key, drilling.drill_down(key, year, code, on)) for key in LISTED}
            if level != "provinsi":  # who moved between registering and the check waits where nobody lists them
                listed["menunggu"] = numbers["menunggu"][code]
            assert listed == {key: numbers[key][code] for key in LISTED}
            positions = [numbers[key][code] for key in LISTED if registry.figure(key).group == Group.POSITION]
            assert sum(positions) == numbers["terdaftar"][code]
    kelurahan = registry.read(["terdaftar", "pelatihan"], year, "kelurahan", on)
    for key, row in kelurahan.items():
        assert row == {code: drilling.drill_down(key, year, code, on).count() for code in row}


def test_more_people_cost_no_more_statements():
    world = World(6, people=7)

    def asked():
        with CaptureQueriesContext(connection) as seen:
            actions.keep(world.year, DAYS[-1])
        DailyFigure.objects.all().delete()
        return len(seen)

    asked()  # what is kept in memory is read
    few = asked()
    for _ in range(4):
        world._facts(world._person(0), world.people[0].stall_applications.first().bazaar)

    assert asked() == few
    with CaptureQueriesContext(connection) as seen:
        registry.read(KEPT, world.year, "kecamatan", DAYS[-1])
    assert len(seen) == 2


@pytest.fixture
def kept_day():
    world = World(7, people=8)
    actions.keep(world.year, DAYS[1])
    return world


def test_keeping_a_day_again_writes_nothing_until_facts_move(kept_day):
    rows = DailyFigure.objects.count()

    assert actions.keep(kept_day.year, DAYS[1]) == 0
    assert DailyFigure.objects.count() == rows > 0
    assert DailyCount.objects.count() == 2


def test_a_count_that_is_done_after_a_later_one_writes_nothing(kept_day):
    before = DailyFigure.objects.count()
    DailyCount.objects.update(counted_at=now() + dt.timedelta(minutes=1))
    kept_day.people[0].licences.all().delete()

    assert actions.keep(kept_day.year, DAYS[1]) == 0
    assert DailyFigure.objects.count() == before


def test_what_was_kept_is_read_as_known_then_and_what_is_counted_anew_afterwards(kept_day):
    year, on, known_at = kept_day.year, DAYS[1], now()
    before = registry.read(KEPT, year, "kecamatan", on)
    for person in kept_day.people:
        person.licences.all().delete()
        kept_day._licence(person, "nib")
    changed = actions.keep(year, on)

    assert changed > 0
    assert registry.read(KEPT, year, "kecamatan", on, known_at=known_at) == before
    assert registry.read(KEPT, year, "kecamatan", on) != before
    counted = registry.read(["izin_terbit"], year, "kecamatan", on)["izin_terbit"]
    assert counted == Recount(year, on).found.get("izin_terbit", {})


def test_a_day_that_was_not_kept_is_read_from_the_day_before_it_which_is_said(kept_day):
    year = kept_day.year

    assert registry.read(KEPT, year, "kecamatan", DAYS[2]) == registry.read(KEPT, year, "kecamatan", DAYS[1])
    assert kept.counted_for(year, DAYS[2]).day == DAYS[1]
    assert kept.counted_for(year, DAYS[0]) is None
    assert not any(registry.read(KEPT, year, "kecamatan", DAYS[0]).values())
    assert kept.counted_for(year, DAYS[1], known_at=now() - dt.timedelta(days=1)) is None


def test_an_area_leaves_the_rest_out_and_shares_are_made_of_what_is_shown(kept_day):
    year, on = kept_day.year, DAYS[1]
    keys = ["kursi_rencana", "persen_hadir", "pemesan_hadir", "kursi_terpesan"]
    whole = registry.read(keys, year, "kecamatan", on)
    part = registry.read(keys, year, "kabkota", on, area=Area.of_region(GROGOL))

    assert part["kursi_rencana"] == {BARAT: whole["kursi_rencana"][GROGOL]}
    for code, tenths in whole["persen_hadir"].items():
        came, booked = whole["pemesan_hadir"][code], whole["kursi_terpesan"][code]
        assert tenths == int(came * 1000 / booked + 0.5)
