"""The kecamatan that border on each other: found anew alike, both ways, and right where we know the map."""

import pytest

from okoce.regions.loading import rows
from okoce.regions.neighbours import FOUND, kecamatan_neighbours, near
from scripts import draw_map, find_neighbours

pytestmark = pytest.mark.once

KECAMATAN = {row["kode"] for row in rows("wilayah_dki.csv") if row["level"] == "kecamatan"}


def test_the_file_is_what_its_source_gives_today():
    assert find_neighbours.as_text(find_neighbours.find(draw_map.read()[0])) == FOUND.read_text()


def test_every_kecamatan_has_neighbours_and_is_theirs():
    found = kecamatan_neighbours()

    assert found.keys() == KECAMATAN
    assert [code for code in found if not near(code) or code in near(code)] == []
    assert [(code, other) for code in found for other in found[code] if code not in found[other]] == []


def test_the_islands_are_each_others_and_nobody_elses():
    assert (near("31.01.01"), near("31.01.02")) == ({"31.01.02"}, {"31.01.01"})


@pytest.mark.parametrize(
    ("one", "other", "are_neighbours"),
    [
        ("31.73.02", "31.73.04", True),  # Grogol Petamburan and Tambora
        ("31.73.02", "31.71.01", True),  # across the border of the kota: Gambir
        ("31.73.02", "31.75.06", False),  # Cakung
        ("31.71.03", "31.71.06", False),  # Kemayoran and Menteng
    ],
)
def test_neighbours_are_those_of_the_map(one, other, are_neighbours):
    assert (other in near(one)) == are_neighbours


def test_a_place_outside_has_none():
    assert near("32.01.01") == frozenset()
