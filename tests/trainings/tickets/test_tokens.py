"""The token of a ticket: one seat, one purpose, until the day after the last meeting."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core import signing

from okoce.clock import WIB
from trainings.tickets import tokens

pytestmark = pytest.mark.once

END = datetime(2026, 3, 3, 10, 30, tzinfo=WIB)


def seat(pk=41, ends_at=END):
    return SimpleNamespace(pk=pk, session=SimpleNamespace(ends_at=ends_at))


def signed_elsewhere(text, salt):
    return signing.Signer(salt=salt, sep=".").sign(text)


def test_a_token_names_its_seat():
    assert tokens.seat_of(tokens.token_of(seat()), END) == 41


def test_the_same_seat_has_the_same_token_at_any_time():
    assert tokens.token_of(seat()) == tokens.token_of(seat())


@pytest.mark.parametrize(
    ("after", "found"),
    [(timedelta(days=-40), 41), (timedelta(days=1), 41), (timedelta(days=1, seconds=1), None)],
)
def test_a_token_ends_a_day_after_the_last_meeting(after, found):
    assert tokens.seat_of(tokens.token_of(seat()), END + after) == found


@pytest.mark.parametrize("part", [0, 1])
def test_a_token_with_another_seat_or_a_later_end_is_refused(part):
    parts = tokens.token_of(seat()).split(".")
    parts[part] = str(int(parts[part]) + 1)

    assert tokens.seat_of(".".join(parts), END) is None


def test_the_signature_of_one_seat_does_not_open_another():
    own, other = tokens.token_of(seat(41)), tokens.token_of(seat(42))
    swapped = f"{other.rpartition('.')[0]}.{own.rpartition('.')[2]}"

    assert tokens.seat_of(swapped, END) is None


def test_a_signature_for_another_purpose_is_refused():
    text = tokens.token_of(seat()).rpartition(".")[0]

    assert tokens.seat_of(signed_elsewhere(text, "trainings.tickets.ticket"), END) == 41
    assert tokens.seat_of(signed_elsewhere(text, "trainings.tickets.feed"), END) is None


@pytest.mark.parametrize("text", ["", ".", "41", "41.1", "41.1.", "x" * 5000, "41.1.é"])
def test_what_is_no_token_names_no_seat(text):
    assert tokens.seat_of(text, END) is None


@pytest.mark.parametrize("text", ["41", "0.1", "x.1", "41.x", "41.-1", f"{2**63}.1772000000"])
def test_a_signed_text_of_another_shape_names_no_seat(text):
    assert tokens.seat_of(signed_elsewhere(text, "trainings.tickets.ticket"), END) is None
