"""Names of people: cleaning and doubts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce import name_keys
from participants.cleaning import person_names
from tests import badinput

pytestmark = pytest.mark.once


@pytest.mark.parametrize("case", badinput.found("names"), ids=lambda case: case["id"])
def test_letters_struck_through_or_read_in_the_wrong_alphabet_are_refused(case):
    assert person_names.clean(case["input"]).code == "NAME_CHARS"


@pytest.mark.parametrize("name", ["René Contoh", "Müller", "Ångström", "Nur’aini", "D’Été", "Łukasz", "Ñandú", "Éé Öö"])
def test_letters_with_marks_that_belong_to_a_name_are_kept(name):
    assert person_names.clean(name).value == name.replace("’", "'")


@pytest.mark.parametrize("case", badinput.cases("names.json"), ids=lambda case: case["id"])
def test_every_case_of_the_corpus_gets_an_allowed_verdict(case):
    cleaned = person_names.clean(case["input"])

    assert badinput.complaints(case, cleaned) == []
    assert badinput.reason_differs(case, cleaned) == []


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        (None, None, "NAME_EMPTY"),
        ("...", None, "NAME_EMPTY"),
        ("Ｃｏｎｔｏｈ", "Contoh", None),
        ("'Aisyah Contoh", "'Aisyah Contoh", None),
        ("Contoh–Uji", "Contoh-Uji", None),
        ("M. Contoh", "M. Contoh", None),
        ("+Contoh", None, "NAME_CHARS"),
        ("-Contoh", None, "NAME_CHARS"),
        ("@Contoh", None, "NAME_CHARS"),
        ("Contoh\x07", None, "NAME_CHARS"),
        ("محمد", None, "NAME_CHARS"),
        ("C" * 101, None, "NAME_LENGTH"),
        ("0812 Contoh", None, "NAME_DIGIT"),
    ],
)
def test_how_a_name_may_be_written(text, value, code):
    cleaned = person_names.clean(text)

    assert (cleaned.value, cleaned.code) == (value, code)


@pytest.mark.parametrize(
    ("length", "code", "flags"),
    [(60, None, ()), (61, None, ("NAME_LENGTH",)), (100, None, ("NAME_LENGTH",)), (101, "NAME_LENGTH", ())],
)
def test_a_long_name_is_marked_from_the_limit_of_the_registry_on_and_refused_beyond_the_column(length, code, flags):
    cleaned = person_names.clean("C" * length)

    assert (cleaned.code, cleaned.flags) == (code, flags)


def test_spaces_around_a_name_are_read_up_to_five_times_its_longest():
    padded = "Contoh".rjust(500)

    assert person_names.clean(padded).value == "Contoh"
    assert person_names.clean(f" {padded}").code == "NAME_LENGTH"


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Contoh 2", ("NAME_DIGIT",)),
        ('Contoh "Melati" Uji', ("NAME_CHARS",)),
        ("Contoh (Uji)", ("NAME_CHARS",)),
        ("C" * 61, ("NAME_LENGTH",)),
        ("Contoh", ()),
    ],
)
def test_what_an_officer_should_compare_with_the_card(text, flags):
    cleaned = person_names.clean(text)

    assert (cleaned.value, cleaned.flags) == (text, flags)


@pytest.mark.parametrize("other", ["CONTOH'AH  UJI", "Contoh’ah Uji", "contohah uji", "Contóh'ah-Uji"])
def test_the_key_is_the_same_for_one_name_written_differently(other):
    assert name_keys.key(other) == name_keys.key("Contoh'ah Uji") == "contohah uji"


@given(st.text() | st.text(alphabet="aZé'’\"-–. ,2\u0301\u200b\u202e\ufe58\uff07ﬁ", max_size=12))
def test_no_text_at_all_breaks_it_and_cleaning_twice_changes_nothing(text):
    cleaned = person_names.clean(text)

    if cleaned.is_ok:
        again = person_names.clean(cleaned.value)
        assert (again.value, again.changed, again.flags) == (cleaned.value, False, cleaned.flags)
        assert unicodedata.is_normalized("NFC", cleaned.value)
        assert name_keys.key(text) == name_keys.key(cleaned.value)
    else:
        assert (cleaned.value, bool(cleaned.message)) == (None, True)
