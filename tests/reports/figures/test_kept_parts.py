"""Parts of pages with figures are drawn once for all who see an area, and anew when a figure has moved."""

import datetime as dt

import pytest

from okoce.accounts.areas import Area
from okoce.programme import memory
from participants.journey.actions import tallies
from reports.figures import counted
from reports.figures.kept_parts import kept
from tests.factories.places import BARAT, KEBON_JERUK
from tests.factories.reports import make_tally, make_target
from tests.factories.sessions import at
from tests.factories.years import make_year

pytestmark = pytest.mark.django_db

AREA = Area.of_region(BARAT)
MORNING = at(dt.date(2026, 5, 4), 8)


@pytest.fixture
def year(time_machine):
    time_machine.move_to(MORNING, tick=False)
    make_tally("pelatihan", 3)
    return make_year()


def drawn(year, name="bagian", area=AREA):
    """How often it was drawn by now."""
    return kept(name, area, year, lambda: drawn.times.append(1) or len(drawn.times))


@pytest.fixture(autouse=True)
def _none_drawn():
    drawn.times = []


def test_it_is_drawn_once_while_nothing_moves(year):
    assert [drawn(year), drawn(year), drawn(year)] == [1, 1, 1]


@pytest.mark.parametrize(
    "other", [{"name": "lain"}, {"area": Area.of_region(KEBON_JERUK)}, {"area": Area.everywhere()}]
)
def test_each_part_and_each_area_has_its_own(year, other):
    assert [drawn(year), drawn(year, **other), drawn(year)] == [1, 2, 1]


@pytest.mark.parametrize(
    "move",
    [lambda: make_tally("pelatihan", 1), lambda: make_target("pelatihan", 1000)],
    ids=["a tally", "a target"],
)
def test_a_figure_that_moved_has_it_drawn_anew(year, move):
    first = drawn(year)
    move()

    assert (first, drawn(year)) == (1, 2)


def test_summing_up_moves_no_figure(year):
    before = counted.state_of(year)
    tallies.fold()

    assert counted.state_of(year) == before == (year.pk, 1, "")


def test_a_target_given_to_another_kecamatan_is_a_move(year):
    make_target("pelatihan", 10)
    make_target("pelatihan", 20, kecamatan=KEBON_JERUK)
    before = counted.state_of(year)
    first, second = year.targets.order_by("pk")
    first.people, second.people = 20, 10
    first.save(), second.save()

    assert counted.state_of(year) != before


def test_it_is_drawn_anew_after_a_minute(year, time_machine):
    first = drawn(year)
    time_machine.move_to(MORNING + dt.timedelta(seconds=61), tick=False)

    assert (first, drawn(year)) == (1, 2)


def test_the_state_of_a_year_is_one_statement(year, django_assert_num_queries):
    memory.targets(year.pk)

    with django_assert_num_queries(1):
        counted.state_of(year)
