"""The names of places are read once, and what came later is found."""

import pytest

from okoce.accounts.areas import Area
from okoce.regions import places
from okoce.regions.models import Region
from tests.factories.places import BARAT, CAKUNG, GROGOL, GROGOL_KELURAHAN, KEBON_JERUK, TOMANG, make_places

pytestmark = pytest.mark.django_db


def test_places_are_named_and_listed_after_one_statement(django_assert_num_queries):
    make_places()

    with django_assert_num_queries(2):  # whether they changed, and they
        lines = [places.line(TOMANG), places.line(GROGOL), places.named(CAKUNG)]
        everywhere = places.kecamatan()
        inside = places.kecamatan(Area.of_region(BARAT))
        parts = places.kelurahan(GROGOL)

    assert lines == ["Tomang, Grogol Petamburan", "Grogol Petamburan, Jakarta Barat", "Cakung"]
    assert everywhere == [(CAKUNG, "Cakung"), (GROGOL, "Grogol Petamburan"), (KEBON_JERUK, "Kebon Jeruk")]
    assert inside == [(GROGOL, "Grogol Petamburan"), (KEBON_JERUK, "Kebon Jeruk")]
    assert parts == [(TOMANG, "Tomang"), (GROGOL_KELURAHAN, "Grogol")]


def test_a_later_place_is_found():
    before = places.kecamatan()
    make_places()
    first = places.named(TOMANG)
    Region.objects.create(
        code="31.73.03", level="kecamatan", name="Taman Sari", official_name="Taman Sari", parent_id=BARAT, bps_code="x"
    )

    assert (before, first, places.line("31.73.03")) == ([], "Tomang", "Taman Sari, Jakarta Barat")
