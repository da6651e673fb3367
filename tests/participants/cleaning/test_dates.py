"""Dates of birth as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.typed_text import LONGEST
from participants.cleaning import dates
from tests import badinput
from tests.badinput import TODAY

pytestmark = pytest.mark.once

MAY_10 = date(1990, 5, 10)


@pytest.mark.parametrize("case", badinput.cases("dates.json"), ids=lambda case: case["id"])
def test_every_case_of_the_corpus_gets_an_allowed_verdict(case):
    cleaned = dates.clean(case["input"], today=TODAY, sheet=case.get("sheet_only", False))

    assert badinput.complaints(case, cleaned) == []
    assert badinput.reason_differs(case, cleaned) == []


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        (None, None, "DATE_EMPTY"),
        ("-", None, "DATE_EMPTY"),
        ("1990/5/10", MAY_10, None),
        ("10051990", MAY_10, None),
        ("10 / 5 / 1990", MAY_10, None),
        ("Kamis, 10 Mei 1990", MAY_10, None),
        ("10 MEI 1990", MAY_10, None),
        ("10 Djuni 1950", date(1950, 6, 10), None),
        ("1990-05-10T00:00:00+14:00", None, "DATE_INVALID"),
        ("1990-05-10 08:30:00", None, "DATE_INVALID"),
        ("0001-01-01T00:00:00+14:00", None, "DATE_INVALID"),
        ("10 Foo 1990", None, "DATE_INVALID"),
        ("1/5/15", None, "DATE_INVALID"),
        ("1/5/05", date(2005, 5, 1), None),
        ("33003", None, "DATE_INVALID"),
        ("١٠/٠٥/١٩٩٠", None, "DATE_INVALID"),
        ("1" * 10_000, None, "DATE_INVALID"),
    ],
)
def test_how_a_birth_date_may_be_written(text, value, code):
    cleaned = dates.clean(text, today=TODAY)

    assert (cleaned.value, cleaned.code) == (value, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("21/11/2009", None),
        ("22/11/2009", "AGE_MIN"),
        ("22/11/1915", None),
        ("21/11/1915", "AGE_MAX"),
        ("22/11/2026", "DATE_FUTURE"),
        ("21/11/2026", "AGE_MIN"),
    ],
)
def test_a_participant_is_17_to_110_years_old_today(text, code):
    assert dates.clean(text, today=TODAY).code == code


@pytest.mark.parametrize("text", ["33003", "33003.0"])
def test_a_day_number_of_excel_is_a_date_in_a_sheet_alone(text):
    assert dates.clean(text, today=TODAY, sheet=True).value == MAY_10
    assert dates.clean(text, today=TODAY).code == "DATE_INVALID"


@pytest.mark.parametrize(
    ("text", "code"), [("3300", "AGE_MAX"), ("330033", "DATE_INVALID"), ("33003.5", "DATE_INVALID")]
)
def test_another_number_of_a_sheet_is_judged_as_the_day_it_is_or_refused(text, code):
    assert dates.clean(text, today=TODAY, sheet=True).code == code


def test_a_written_date_in_a_sheet_is_read_as_it_is_written():
    assert dates.clean("10/05/1990", today=TODAY, sheet=True).value == MAY_10


def test_a_text_is_read_up_to_the_longest_that_anybody_types():
    padded = "10/05/1990".rjust(LONGEST)

    assert dates.clean(padded, today=TODAY).value == MAY_10
    assert dates.clean(f" {padded}", today=TODAY).code == "DATE_INVALID"


def test_the_day_is_never_taken_for_the_month():
    for offset in range(366):
        day = date(1992, 1, 1) + timedelta(days=offset)

        written = [f"{day:%d/%m/%Y}", f"{day:%d-%m-%y}", f"{day:%d%m%Y}", f"{day.day} {day:%B} {day.year}"]

        assert {dates.clean(text, today=TODAY).value for text in written} == {day}


@given(st.text() | st.text(alphabet="0123456789/-. :TZ+Mei,", max_size=26), st.booleans())
def test_no_text_at_all_breaks_it_and_cleaning_twice_changes_nothing(text, sheet):
    cleaned = dates.clean(text, today=TODAY, sheet=sheet)

    if cleaned.is_ok:
        again = dates.clean(cleaned.value.isoformat(), today=TODAY)
        assert (again.value, again.changed) == (cleaned.value, False)
    else:
        assert (cleaned.value, bool(cleaned.message)) == (None, True)


def test_a_cell_with_an_hour_is_refused_by_its_hour():
    found = dates.clean("1990-05-10T07:30:00", today=TODAY, sheet=True)

    assert (found.code, "pukul 07.30" in found.message) == ("DATE_INVALID", True)
