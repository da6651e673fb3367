"""A kelurahan by name, other spelling or code, held against the kecamatan and kota of its row."""

import pytest

from participants.cleaning.kelurahan_names import MESSAGES, Found, Places, normalised
from tests.factories.places import _PLACES, BARAT, CAKUNG, DURI_KEPA, GROGOL, JATINEGARA, KEBON_JERUK, TIMUR, TOMANG

pytestmark = pytest.mark.once

EVERYWHERE = {GROGOL, KEBON_JERUK, CAKUNG}


@pytest.fixture(scope="module")
def places():
    aliases = [
        ("kelurahan", "DURIKEPAH", DURI_KEPA),
        ("kelurahan", "TOMANG", JATINEGARA),  # an alias never wins against a name
        ("kecamatan", "GROGOLPETAMBURANN", GROGOL),
    ]
    return Places([(code, level, name, parent) for code, level, name, parent in _PLACES], aliases)


# --- One place -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("kelurahan", "Tomang", TOMANG),
        ("kelurahan", " t o m a n g ", TOMANG),
        ("kelurahan", "Kelurahan Tomang", TOMANG),
        ("kelurahan", "KEL. TOMANG", TOMANG),
        ("kelurahan", "  kel  Duri Kepa", DURI_KEPA),
        ("kelurahan", "Duri Kepah", DURI_KEPA),
        ("kelurahan", "31.73.02.1001", TOMANG),
        ("kelurahan", "3173021001", TOMANG),
        ("kelurahan", "31 73 02 1001", TOMANG),
        ("kecamatan", "Kec. Grogol Petamburan", GROGOL),
        ("kecamatan", "KECAMATAN GROGOL PETAMBURANN", GROGOL),
        ("kecamatan", "317302", GROGOL),
        ("kota", "Jakarta Barat", BARAT),
        ("kota", "3173", BARAT),
        ("kota", "31.75", TIMUR),
    ],
)
def test_a_place_is_found_as_people_write_it(places, field, text, code):
    assert places.code(field, text) == code


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("kelurahan", "Menteng"),
        ("kelurahan", "Kelapa Tomang"),
        ("kelurahan", "Grogol Petamburan"),
        ("kelurahan", "317302"),
        ("kelurahan", "3173029999"),
        ("kelurahan", "31"),
        ("kelurahan", "31730210011"),
        ("kelurahan", "٣١٧٣٠٢١٠٠١"),
        ("kecamatan", "3173021001"),
        ("kecamatan", "Tomang"),
        ("kota", "317302"),
        ("kota", "Jakarta"),
    ],
)
def test_a_place_of_another_level_or_of_no_level_is_not_found(places, field, text):
    assert places.code(field, text) is None


def test_names_are_compared_by_capitals_and_digits_alone():
    assert normalised(" Duri-Kepa 2 ") == "DURIKEPA2"


# --- The row -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cells",
    [
        {"kelurahan": "Tomang"},
        {"kelurahan": "Tomang", "kecamatan": " ", "kota": " "},
        {"kelurahan": "Tomang", "kecamatan": "Grogol Petamburan"},
        {"kelurahan": "Tomang", "kota": "Jakarta Barat"},
        {"kelurahan": "3173021001", "kecamatan": "317302", "kota": "3173"},
    ],
)
def test_a_row_that_agrees_with_itself_is_a_home(places, cells):
    assert places.find(**cells, area=EVERYWHERE) == Found(TOMANG)


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ({"kelurahan": "  "}, "REGION_EMPTY", "kelurahan"),
        ({"kelurahan": " ", "kecamatan": "Cakung"}, "REGION_EMPTY", "kelurahan"),
        ({"kelurahan": "Menteng"}, "REGION_UNKNOWN", "kelurahan"),
        ({"kelurahan": "Tomang", "kecamatan": "Menteng"}, "REGION_UNKNOWN", "kecamatan"),
        ({"kelurahan": "Tomang", "kota": "Bogor"}, "REGION_UNKNOWN", "kota"),
        ({"kelurahan": "Tomang", "kecamatan": "Cakung"}, "REGION_PAIR", "kelurahan"),
        ({"kelurahan": "Tomang", "kota": "Jakarta Timur"}, "REGION_PAIR", "kota"),
        (
            {"kelurahan": "Tomang", "kecamatan": "Grogol Petamburan", "kota": "Jakarta Timur"},
            "REGION_PAIR",
            "kota",
        ),
        ({"kelurahan": "Jatinegara"}, "OUT_OF_SCOPE", "kelurahan"),
    ],
)
def test_a_row_that_names_no_home_says_at_which_cell_and_why(places, cells, code, field):
    found = places.find(**cells, area={GROGOL})

    assert (found.kelurahan, found.code, found.field) == ("", code, field)
    assert found.message == MESSAGES[code] != ""


def test_a_found_home_has_nothing_to_say():
    assert Found(TOMANG).message == ""


@pytest.mark.parametrize("dash", ["-", " . ", "", "–"])
def test_a_dash_is_no_place(places, dash):
    assert places.find(kelurahan="Tomang", kecamatan=dash, kota=dash, area=EVERYWHERE).kelurahan
    assert places.find(kelurahan=dash, area=EVERYWHERE).code == "REGION_EMPTY"
