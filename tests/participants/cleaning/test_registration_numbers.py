"""Registration numbers: make, check digit, reading."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.cleaning import registration_numbers
from participants.cleaning.registration_numbers import ALPHABET, make, parse

pytestmark = pytest.mark.once

CHANCE = random.Random(2026)
SOME = [make(2026, choice=CHANCE.choice) for _ in range(40)]


def test_a_number_carries_the_year_six_signs_by_chance_and_a_check_sign():
    signs = iter("7K3M9Q")

    number = make(2026, choice=lambda alphabet: next(signs))

    assert number == f"OK26-7K3M9Q-{registration_numbers.check_sign('267K3M9Q')}"
    assert parse(number) == number


def test_the_check_sign_makes_the_weighted_sum_divisible_by_31():
    signs = "267K3M9Q"

    number = signs + registration_numbers.check_sign(signs)

    assert sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(reversed(number), start=1)) % 31 == 0


def test_a_text_is_read_to_its_fiftieth_sign():
    number = SOME[0]

    assert parse(number.rjust(50)) == number
    assert parse(number.rjust(51)) is None


def test_numbers_come_from_chance_unless_set_otherwise():
    assert len({make(2026) for _ in range(200)}) == 200


@pytest.mark.parametrize("number", SOME)
def test_every_single_wrong_sign_is_found(number):
    compact = number.replace("-", "")
    wrong = [
        compact[:i] + sign + compact[i + 1 :] for i in range(2, len(compact)) for sign in ALPHABET if sign != compact[i]
    ]

    assert len(wrong) == 9 * 30
    assert [text for text in wrong if parse(text)] == []


@pytest.mark.parametrize("number", SOME)
def test_any_two_signs_that_changed_places_are_found(number):
    compact = list(number.replace("-", ""))
    swapped = []
    for i, j in combinations(range(len(compact)), 2):
        text = compact.copy()
        text[i], text[j] = text[j], text[i]
        swapped.append("".join(text))

    assert {parse(text) for text in swapped} <= {None, number}


@pytest.mark.parametrize(
    "typed",
    ["ok26-01a5bc-{}", " OK26 01A5BC {} ", "0K26O1A5BC{}", "ok26.oia5bc.{}", "OK26–01A5BC–{}", "OK26/olasbc/{}"],
)
def test_it_is_read_as_people_type_it(typed):
    check = registration_numbers.check_sign("2601A5BC")

    assert parse(typed.format(check)) == f"OK26-01A5BC-{check}"


@pytest.mark.parametrize("typed", [None, "", "OK26", "KO26-01A5BC-0", "3173021005909001", "OK26-01A5BC-"])
def test_what_cannot_be_a_number_is_none(typed):
    assert parse(typed) is None


@given(st.text() | st.text(alphabet=ALPHABET + "ok-", max_size=14))
def test_no_text_at_all_breaks_it(text):
    number = parse(text)

    assert number is None or parse(number) == number


def test_a_number_for_the_desk_is_read_in_any_way_of_typing_and_is_no_registration_number():
    number = registration_numbers.make_for_desk()

    typed = [number.lower(), number.replace("-", " "), number.replace("-", "")]
    assert {registration_numbers.parse_for_desk(text) for text in typed} == {number}
    assert parse(number) is None
    assert registration_numbers.parse_for_desk(SOME[0]) is None


@pytest.mark.parametrize("text", [None, "", "M-7K3M9Q", "M-7K3M9Q-Z-Z", "Ⅿ-7K3M9Q-X"])
def test_what_is_no_number_for_the_desk_is_none(text):
    assert registration_numbers.parse_for_desk(text) is None


def test_a_wrong_check_sign_of_a_number_for_the_desk_is_found():
    number = registration_numbers.make_for_desk()
    others = [sign for sign in ALPHABET if sign != number[-1]]

    assert {registration_numbers.parse_for_desk(number[:-1] + sign) for sign in others} == {None}
