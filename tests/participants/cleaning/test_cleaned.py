"""What became of a typed value, in one word."""

import dataclasses

import pytest

from participants.cleaning.cleaned import Cleaned, refuse

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("cleaned", "verdict", "is_ok"),
    [
        (Cleaned("a"), "ok", True),
        (Cleaned("a", changed=True), "ok_normalized", True),
        (Cleaned("a", changed=True, flags=("F",)), "ok_flag", True),
        (Cleaned("a", flags=("F",)), "ok_flag", True),
        (Cleaned(code="WRONG"), "reject", False),
        (Cleaned(code="WRONG", flags=("F",)), "reject", False),
    ],
)
def test_a_verdict_is_the_gravest_that_fits(cleaned, verdict, is_ok):
    assert (cleaned.verdict, cleaned.is_ok) == (verdict, is_ok)


def test_what_was_refused_has_a_sentence_and_no_value():
    cleaned = refuse("WRONG", {"WRONG": "Betulkan ini.", "OTHER": "Yang lain."})

    assert cleaned == Cleaned(None, changed=False, code="WRONG", flags=(), message="Betulkan ini.")


def test_a_verdict_is_not_changed_afterwards():
    cleaned = Cleaned("a")

    with pytest.raises(dataclasses.FrozenInstanceError):
        cleaned.value = "b"
    assert not hasattr(cleaned, "__dict__")
