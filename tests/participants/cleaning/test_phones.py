"""Phone numbers: cleaning and display."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.typed_text import LONGEST
from participants.cleaning import phones
from tests import badinput

pytestmark = pytest.mark.once


@pytest.mark.parametrize("case", badinput.cases("phone.json"), ids=lambda case: case["id"])
def test_every_case_of_the_corpus_gets_an_allowed_verdict(case):
    cleaned = phones.clean(case["input"])

    assert badinput.complaints(case, cleaned) == []
    assert badinput.reason_differs(case, cleaned) == []


@pytest.mark.parametrize("case", badinput.found("phones"), ids=lambda case: case["id"])
def test_the_decimal_of_a_spreadsheet_is_no_digit_of_a_phone(case):
    assert phones.clean(case["input"]).value == f"+62{case['input'].removeprefix('62').removesuffix('.0')}"


@pytest.mark.parametrize("text", ["81200004477.5", "81200004477.05", "081200004477.10"])
def test_a_phone_with_a_fraction_is_refused(text):
    assert phones.clean(text).code == "PHONE_LENGTH"


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("\u202a+62 812-0000-1234\u202c", "+6281200001234", None),
        ("(+62) 812 0000 1234", "+6281200001234", None),
        ("0062 812 0000 1234", "+6281200001234", None),
        ("'081200001234", "+6281200001234", None),
        (None, None, "PHONE_EMPTY"),
        ("-", None, "PHONE_EMPTY"),
        ("081200001234 081200005678", None, "PHONE_MANY"),
        ("0812 0000 1234 atau 0812 0000 5678", None, "PHONE_MANY"),
        ("081200001234\n081200005678", None, "PHONE_MANY"),
        ("081200001234 (Ibu)", None, "PHONE_NONDIGIT"),
        ("０８１２００００１２３４", None, "PHONE_NONDIGIT"),
        ("001 202 555 0100", None, "PHONE_COUNTRY"),
        ("12025550100", None, "PHONE_LENGTH"),
        ("62008120000123", None, "PHONE_LENGTH"),
        ("084000001234", None, "PHONE_LENGTH"),
    ],
)
def test_how_a_number_may_be_written(text, value, code):
    cleaned = phones.clean(text)

    assert (cleaned.value, cleaned.code) == (value, code)


def test_a_landline_is_kept_with_a_mark_and_gets_no_code():
    landline = phones.clean("021-5550123")

    assert (landline.value, landline.flags) == ("+62215550123", ("PHONE_TYPE",))
    assert not phones.is_mobile(landline.value)
    assert phones.is_mobile("+6281200001234")


def test_a_landline_as_it_is_kept_is_unchanged():
    assert not phones.clean("+62215550123").changed
    assert phones.clean("021-5550123").changed


@pytest.mark.parametrize(
    ("phone", "masked"), [("+6281200001234", "0812-••••-1234"), ("+62215550123", "0215-••••-0123")]
)
def test_a_masked_number_shows_four_digits_at_each_end(phone, masked):
    assert phones.masked(phone) == masked


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0215550/021555", "PHONE_NONDIGIT"),  # the second part has six digits: no number
        ("0215550/0215551", "PHONE_MANY"),
        ("021555012 021555013", "PHONE_MANY"),
        ("02155501 02155501", "PHONE_LENGTH"),  # parts of eight digits are groups of one number
    ],
)
def test_two_numbers_differ_from_groups_of_one_by_their_digits(text, code):
    assert phones.clean(text).code == code


def test_a_text_is_read_up_to_the_longest_that_anybody_types():
    padded = "081200001234".rjust(LONGEST)

    assert phones.clean(padded).value == "+6281200001234"
    assert phones.clean(f" {padded}").code == "PHONE_LENGTH"


def test_a_number_is_shown_as_people_here_write_it():
    assert phones.shown("+6281200001234") == "0812-0000-1234"
    assert phones.shown("+62811000123") == "0811-0001-23"


def test_every_way_of_writing_a_number_gives_the_same_one():
    chance = random.Random(812)
    for _ in range(300):
        last = f"{chance.randrange(10_000):04d}"
        ways = ["0812 0000 {}", "+62812-0000-{}", "62 812.0000.{}", "+62 (0)812 0000 {}", "8120000{}"]

        values = {phones.clean(way.format(last)).value for way in ways}

        assert values == {f"+628120000{last}"}


@given(st.text() | st.text(alphabet="0123456789 -.+()/,\u200b\u00a0\x00٣", max_size=20))
def test_no_text_at_all_breaks_it_and_cleaning_twice_changes_nothing(text):
    cleaned = phones.clean(text)

    if cleaned.is_ok:
        again = phones.clean(cleaned.value)
        assert (again.value, again.changed, again.flags) == (cleaned.value, False, cleaned.flags)
    else:
        assert (cleaned.value, bool(cleaned.message)) == (None, True)


@pytest.mark.parametrize(
    "text",
    [
        "0812 0000 9130 (WA)",
        "wa.me/6281200009130",
        "https://wa.me/+6281200009130",
        "WA: 0812-0000-9130",
        "wa 081200009130",
        "81200009130,0",
        "81200009130.00",
    ],
)
def test_what_only_says_that_it_is_a_whatsapp_number_or_a_decimal_is_left_out(text):
    assert phones.clean(text).value == "+6281200009130"


@pytest.mark.parametrize("text", ["81200009130,5", "wa.me/melati", "0812 0000 9130 (rumah)"])
def test_anything_else_with_a_number_is_asked_for_again(text):
    assert phones.clean(text).code
