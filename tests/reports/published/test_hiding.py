"""Small counts are hidden, and nobody works them out: neither from the sums nor from knowing the rule."""

import random
from collections import defaultdict

import pytest

from reports.published.hiding import hidden_places
from tests.reports.published.solving import Reading

pytestmark = pytest.mark.once

TWO_LEVELS = {"r": ("a", "b", "c"), "a": ("a1", "a2"), "b": ("b1", "b2"), "c": ("c1", "c2")}
THREE_LEVELS = {
    "r": ("a", "b"), "a": ("a1",), "b": ("b1", "b2"), "a1": ("x", "y"), "b1": ("p", "q"), "b2": ("s", "t"),
}  # fmt: skip
ROW = {"r": ("a", "b", "c", "d")}


def summed(parts, leaves, root="r"):
    """The numbers of all places from those of the smallest."""
    counts = dict(leaves)

    def add_up(place):
        if place in parts:
            counts[place] = sum(add_up(part) for part in parts[place])
        return counts[place]

    add_up(root)
    return counts


def leaves_of(parts, root="r"):
    return [leaf for part in parts[root] for leaf in leaves_of(parts, part)] if root in parts else [root]


def splits(people, places):
    """Every way so many people may live in so many places."""
    if places == 1:
        yield (people,)
        return
    for here in range(people + 1):
        yield from ((here, *others) for others in splits(people - here, places - 1))


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((12, 7, 30, 5), ""),
        ((12, 3, 30, 9), "ab"),  # a lone small one: the first comes along
        ((3, 12, 30, 9), "ab"),  # it is the first itself: the second
        ((12, 30, 3, 2), "acd"),  # never only small ones: 4 and 4 would be the only way to 8
        ((0, 1, 30, 9), "abc"),  # together they hold one person: the next comes along
        ((3, 0, 30, 9), "abc"),
        ((4, 0, 30, 9), "ab"),
        ((0, 0, 0, 9), ""),  # zeros are of nobody
        ((0, 0, 0, 0), ""),
        ((1, 2, 0, 0), "abcdr"),
    ],
)
def test_what_is_hidden_in_a_row(counts, hidden):
    counts = summed(ROW, zip("abcd", counts, strict=True))

    assert "".join(sorted(hidden_places(ROW, counts, "r"))) == hidden


def test_a_large_place_that_came_along_shows_all_its_parts_but_the_first():
    counts = summed(TWO_LEVELS, {"a1": 1, "a2": 2, "b1": 40, "b2": 50, "c1": 6, "c2": 7})

    assert hidden_places(TWO_LEVELS, counts, "r") == {"a", "a1", "a2", "b", "b1"}


def test_what_is_hidden_higher_up_does_not_hang_on_how_deep_the_table_goes():
    chance = random.Random(5)
    upper = {place: parts for place, parts in THREE_LEVELS.items() if place in ("r", "a", "b")}
    for _ in range(300):
        counts = summed(THREE_LEVELS, {leaf: chance.choice([0, 1, 3, 4, 5, 8, 20]) for leaf in leaves_of(THREE_LEVELS)})

        deep = hidden_places(THREE_LEVELS, counts, "r")

        assert hidden_places(upper, counts, "r") == deep & {"r", "a", "b", "a1", "b1", "b2"}


@pytest.mark.parametrize(
    ("parts", "people"),
    [(ROW, [1, 2, 3, 4])]
    + [(ROW, [people]) for people in (5, 6, 9, 14, 22)]
    + [(TWO_LEVELS, [people]) for people in (5, 8, 12, 15)]
    + [(THREE_LEVELS, [people]) for people in (8, 13)],
)
def test_who_knows_the_rule_is_left_three_values_for_each_hidden_count(parts, people):
    """Every possible truth, sorted by what is published of it: a reader may think of all of them."""
    leaves = leaves_of(parts)
    truths = defaultdict(list)
    for split in (split for number in people for split in splits(number, len(leaves))):
        counts = summed(parts, zip(leaves, split, strict=True))
        hidden = hidden_places(parts, counts, "r")
        truths[tuple((place, number) for place, number in counts.items() if place not in hidden)].append(counts)
        assert not [place for place, number in counts.items() if 0 < number < 5 and place not in hidden]

    narrowed = [
        (shown, place)
        for shown, possible in truths.items()
        for place in possible[0].keys() - dict(shown)
        if len({counts[place] for counts in possible}) < 3
    ]

    assert narrowed == []


@pytest.mark.parametrize(
    ("counts", "also", "hidden"),
    [
        ((12, 7, 30, 5), "c", "ac"),  # large, and hidden all the same: not alone
        ((12, 7, 30, 5), "a", "ab"),
        ((12, 7, 30, 5), "bd", "abd"),
        ((12, 0, 30, 5), "b", "ab"),  # that it is nobody would tell
        ((12, 0, 0, 5), "", ""),
        ((12, 7, 30, 5), "r", "ar"),
    ],
)
def test_what_another_column_would_tell_is_hidden_with_company(counts, also, hidden):
    counts = summed(ROW, zip("abcd", counts, strict=True))

    assert "".join(sorted(hidden_places(ROW, counts, "r", also=frozenset(also)))) == hidden


@pytest.mark.parametrize("also", ["a", "c", "ab"])
def test_who_knows_what_is_hidden_for_another_column_is_left_three_values_too(also):
    narrowed, truths = [], defaultdict(list)
    for split in (split for number in (6, 13) for split in splits(number, 4)):
        counts = summed(ROW, zip("abcd", split, strict=True))
        hidden = hidden_places(ROW, counts, "r", also=frozenset(also))
        truths[tuple((place, number) for place, number in counts.items() if place not in hidden)].append(counts)
    for shown, possible in truths.items():
        free = possible[0].keys() - dict(shown)
        narrowed += [(shown, place) for place in free if len({counts[place] for counts in possible}) < 3]

    assert narrowed == []


def jakarta_like(chance):
    """A tree of the height and about the width of Jakarta, and people in its smallest places."""
    kota = tuple(f"k{i}" for i in range(chance.randint(2, 5)))
    parts = {"r": kota}
    for place in kota:
        parts[place] = tuple(f"{place}.{i}" for i in range(chance.randint(2, 5)))
        for kecamatan in parts[place]:
            parts[kecamatan] = tuple(f"{kecamatan}.{i}" for i in range(chance.randint(2, 5)))
    most = chance.choice([2, 5, 12, 60])
    return parts, {leaf: max(0, chance.randint(-2, most)) for leaf in leaves_of(parts)}


def reading(parts, counts, hidden):
    read = Reading()
    for place, number in counts.items():
        read.read(place, None if place in hidden else number)
    for place, below in parts.items():
        read.add(place, below)
    return read


def test_a_solver_narrows_no_count_of_a_large_tree():
    chance = random.Random(13)
    hidden_in_all = 0
    for _ in range(30):
        parts, leaves = jakarta_like(chance)
        counts = summed(parts, leaves)
        hidden = hidden_places(parts, counts, "r")
        hidden_in_all += len(hidden)

        assert reading(parts, counts, hidden).narrowed() == {}

    assert hidden_in_all > 500


def test_the_solver_finds_what_hiding_only_small_counts_gives_away():
    counts = summed(TWO_LEVELS, {"a1": 3, "a2": 9, "b1": 40, "b2": 50, "c1": 6, "c2": 7})

    assert reading(TWO_LEVELS, counts, {"a1"}).narrowed() == {"a1": (3, 3)}
