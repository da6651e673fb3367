"""Row numbers in addresses and query strings."""

import pytest

from okoce.pk_parsing import row_number

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("0012", 12),
        ("", None),
        (None, None),
        ("-1", None),
        ("1.5", None),
        ("0", None),
        ("٣", None),
        ("²", None),
    ],
)
def test_what_is_no_row_number_is_none(text, number):
    assert row_number(text) == number


@pytest.mark.parametrize(("digits", "is_number"), [(18, True), (19, False), (5_000, False)])
def test_a_number_no_row_can_have_is_none(digits, is_number):
    assert (row_number("9" * digits) is not None) == is_number


def test_the_largest_key_of_a_bigint_is_a_number_and_the_next_is_none():
    assert row_number(str(2**63 - 1)) == 2**63 - 1
    assert row_number(str(2**63)) is None
