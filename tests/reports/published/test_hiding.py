"""Small counts are hidden."""

import random

import pytest

from reports.published.hiding import hide_small


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([], []),
        ([12, 7, 30], [12, 7, 30]),
        ([12, 3, 30, 9], [12, None, 30, None]),  # one alone could be worked out from the sum
        ([12, 3, 2, 30], [12, None, None, 30]),
        ([12, 2, 2, 30], [None, None, None, 30]),  # together they are small themselves
        ([12, 4, 4, 30], [None, None, None, 30]),  # 8 of two small ones can only be 4 and 4
        ([12, 0, 0, 30], [None, None, None, 30]),  # 0 of them can only be 0 and 0
        ([3, 9], [None, None]),
        ([2], [None]),
        ([5], [5]),
    ],
)
def test_small_counts_are_hidden_with_what_would_give_them_away(counts, shown):
    assert hide_small(counts) == shown


def test_no_hidden_small_count_has_only_one_possible_value():
    chance = random.Random(5)
    for _ in range(400):
        counts = [chance.choice([0, 1, 2, 3, 4, 5, 6, 9, 20]) for _ in range(chance.randint(2, 6))]

        shown = hide_small(counts)

        hidden = [count for count, seen in zip(counts, shown, strict=True) if seen is None]
        assert all(seen is None or seen == count >= 5 for count, seen in zip(counts, shown, strict=True))
        if hidden and len(hidden) < len(counts):
            assert len(hidden) > 1
            assert sum(hidden) >= 5
