"""Seats shared out to kelurahan: the floor each, the rest by weight, always as many as there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainings.seats.shares import FLOOR, shared_out

pytestmark = pytest.mark.once

CODES = ["31.73.02.1001", "31.73.02.1002", "31.73.02.1003", "31.73.02.1004", "31.73.02.1005", "31.73.02.1006"]


def of(*weights):
    return {f"kelurahan {number}": weight for number, weight in enumerate(weights)}


@pytest.mark.parametrize(
    ("capacity", "weights", "seats"),
    [
        (100, (31, 24, 52, 18, 41, 9, 27), (15, 13, 22, 11, 18, 8, 13)),
        (100, (31_000, 24_000, 52_000, 18_000, 41_000, 9_000, 27_000), (15, 13, 22, 11, 18, 8, 13)),
        (10, (1, 1, 1), (4, 3, 3)),  # of equals the lower code
        (11, (1, 2), (5, 6)),
        (7, (1, 1, 5), (2, 2, 3)),  # fewer seats than floors
        (2, (9, 1, 5), (1, 0, 1)),
        (12, (0, 0), (6, 6)),
        (40, (3,), (40,)),
    ],
)
def test_seats_by_weight(capacity, weights, seats):
    assert tuple(shared_out(capacity, of(*weights)).values()) == seats


def test_without_kelurahan_nothing_is_shared():
    assert shared_out(100, {}) == {}


@given(
    st.integers(1, 5000),
    st.dictionaries(st.sampled_from(CODES), st.integers(0, 200_000), min_size=1),
    st.integers(0, 40),
)
def test_the_sum_is_the_capacity_and_nobody_is_below_the_floor(capacity, weights, floor):
    seats = shared_out(capacity, weights, floor=floor)

    assert sum(seats.values()) == capacity
    assert seats.keys() == weights.keys()
    assert min(seats.values()) >= min(floor, capacity // len(weights))


@given(st.integers(1, 5000), st.dictionaries(st.sampled_from(CODES), st.integers(1, 200_000), min_size=1))
def test_what_is_above_the_floor_follows_the_weight_to_within_one_seat(capacity, weights):
    seats = shared_out(capacity, weights)

    floor = min(FLOOR, capacity // len(weights))
    rest, total = capacity - floor * len(weights), sum(weights.values())
    assert all(abs(seats[code] - floor - rest * weights[code] / total) < 1 for code in weights)


@given(st.integers(1, 500), st.dictionaries(st.sampled_from(CODES), st.integers(1, 200_000), min_size=1))
def test_the_order_in_which_they_are_named_does_not_matter(capacity, weights):
    assert shared_out(capacity, weights) == shared_out(capacity, dict(reversed(weights.items())))
