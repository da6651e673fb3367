"""Where somebody may look: sets of places that nest by code."""

import random

import pytest

from okoce.accounts.areas import Area
from okoce.regions.models import Region
from tests.factories.people import make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, KEBON_JERUK, PROVINCE, TIMUR, TOMANG, make_places

CODES = [
    PROVINCE,
    BARAT,
    TIMUR,
    GROGOL,
    KEBON_JERUK,
    CAKUNG,
    TOMANG,
    "31.73.05.1001",
    "31.75.06.1001",
    "31.7",
    "31.73.0",
    "32.73.02",
]


def random_areas(count):
    chance = random.Random(20261122)
    for _ in range(count):
        yield [Area(frozenset(chance.sample(CODES, chance.randint(0, 3)))) for _ in range(chance.randint(0, 4))]


def is_under(code, outer):
    """Said once more and otherwise: the parts of the outer code begin the inner one."""
    return code.split(".")[: len(outer.split("."))] == outer.split(".")


def test_an_area_holds_exactly_what_lies_under_its_codes():
    for areas in random_areas(200):
        for area in areas:
            assert {c for c in CODES if c in area} == {c for c in CODES if any(is_under(c, own) for own in area.codes)}


def test_a_union_holds_what_one_of_its_parts_holds():
    for areas in random_areas(300):
        union = Area.union(areas)

        assert {c for c in CODES if c in union} == {c for c in CODES if any(c in area for area in areas)}


def test_a_union_names_no_place_twice():
    for areas in random_areas(300):
        codes = Area.union(areas).codes

        assert not any(is_under(a, b) for a in codes for b in codes if a != b)


@pytest.mark.django_db
def test_the_database_agrees_with_the_area():
    make_places()
    known = set(Region.objects.values_list("code", flat=True))

    for areas in random_areas(40):
        area = Area.union(areas)

        assert set(Region.objects.inside(area).values_list("code", flat=True)) == {c for c in known if c in area}


@pytest.mark.django_db
def test_nowhere_holds_nothing():
    make_places()

    assert not Area.nowhere()
    assert [code for code in CODES if code in Area.nowhere()] == []
    assert list(Region.objects.inside(Area.nowhere())) == []


def test_everywhere_is_the_province():
    assert Area.everywhere().is_everywhere
    assert TOMANG in Area.everywhere()
    assert "32.73.02" not in Area.everywhere()
    assert not Area.of_region(BARAT).is_everywhere


@pytest.mark.parametrize(
    "permission",
    [
        "finances.add_monthlystatement",
        "finances.change_monthlystatement",
        "capital.add_capitalapplication",
        "capital.change_capitalapplication",
    ],
)
@pytest.mark.django_db
def test_what_is_the_owner_s_and_the_mentor_s_alone_no_superuser_holds_anywhere(permission):
    superuser = make_user(is_superuser=True)

    assert superuser.areas_for(permission) == Area.nowhere()
    assert superuser.areas_for("people.view_participant") == Area.everywhere()
