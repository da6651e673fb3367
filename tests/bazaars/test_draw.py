"""The draw itself: the same list and seed give the same order on every machine."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bazaars import draw
from bazaars.draw import Entry, Place

pytestmark = pytest.mark.once

LIST = (
    "okoce-lapak-1\nbazar 7\nlapak 2\nnomor;kekalahan;jenis\n1;0;kuliner\n2;0;kriya\n3;2;kuliner\n4;0;jasa\n5;0;lain\n"
)
ENTRIES = [
    Entry(1, 0, "kuliner"),
    Entry(2, 0, "kriya"),
    Entry(3, 2, "kuliner"),
    Entry(4, 0, "jasa"),
    Entry(5, 0, "lain"),
]

entries = st.lists(
    st.builds(Entry, st.integers(1, 500), st.integers(0, 4), st.sampled_from(["kuliner", "kriya"])),
    unique_by=lambda entry: entry.number,
    max_size=40,
)
seeds = st.from_regex(r"[0-9A-Za-z][0-9A-Za-z.,/_-]{0,20}", fullmatch=True)


def test_the_frozen_list_is_these_bytes():
    text = draw.canonical(7, 2, random.Random(1).sample(ENTRIES, 5))

    assert text == LIST
    assert draw.fingerprint(text) == "ce021f909d648460955ab398ce31def8d72321655e66fae44e806a8ddfc8df89"


def test_the_order_is_the_one_sha256sum_gives():
    """The figures come from the command line of sha256sum, as the public page tells people to do it."""
    digest = draw.fingerprint(LIST)

    assert draw.ticket("7.214,35", digest, 4) == "4d260f1bd18d17afbdbc30ef45cae8825f8beba358bbb4103d8297d19abafb9d"
    assert draw.run(LIST, "7.214,35") == [
        Place(1, 3, 1, None),
        Place(2, 4, 2, None),
        Place(3, 1, None, 1),
        Place(4, 2, None, 2),
        Place(5, 5, None, 3),
    ]


@given(entries, seeds, st.integers(1, 30))
def test_everybody_has_one_place_and_every_stall_goes_to_one(people, seed, stalls):
    places = draw.run(draw.canonical(1, stalls, people), seed)

    assert [place.position for place in places] == list(range(1, len(people) + 1))
    assert {place.number for place in places} == {entry.number for entry in people}
    assert [place.stall for place in places if place.stall] == list(range(1, min(stalls, len(people)) + 1))
    assert [place.reserve for place in places if place.reserve] == list(range(1, max(0, len(people) - stalls) + 1))


@given(entries, seeds)
def test_whoever_lost_more_often_comes_first(people, seed):
    losses = {entry.number: entry.losses for entry in people}

    order = [losses[place.number] for place in draw.run(draw.canonical(1, 5, people), seed)]

    assert order == sorted(order, reverse=True)


@given(entries, seeds, st.randoms())
def test_neither_the_order_of_the_rows_nor_those_who_withdrew_move_anybody_past_another(people, seed, chance):
    shuffled = chance.sample(people, len(people))
    left_out = frozenset(entry.number for entry in people if chance.random() < 0.3)
    text = draw.canonical(1, 5, people)

    all_numbers = [place.number for place in draw.run(text, seed)]
    staying = [place.number for place in draw.run(text, seed, left_out=left_out)]

    assert draw.canonical(1, 5, shuffled) == text
    assert staying == [number for number in all_numbers if number not in left_out]


@given(entries, st.integers(1, 99))
def test_the_frozen_list_reads_back(people, stalls):
    assert draw.parse(draw.canonical(3, stalls, people)) == (stalls, sorted(people, key=lambda entry: entry.number))


def test_among_equals_everybody_wins_about_as_often():
    text = draw.canonical(1, 1, [Entry(number, 0, "kriya") for number in range(1, 11)])

    wins = [draw.run(text, f"angka {trial}")[0].number for trial in range(2000)]

    assert all(130 <= wins.count(number) <= 270 for number in range(1, 11))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("7.214,35", "7.214,35"),
        ("  A  1 ", "A 1"),
        ("", None),
        ("a:b", None),
        ("’1", None),
        ("٣٤", None),
        ("a" * 65, None),
    ],
)
def test_a_seed_can_be_typed_again_on_any_keyboard(typed, stored):
    assert draw.clean_seed(typed) == stored


def test_a_list_of_another_rule_is_not_drawn():
    with pytest.raises(ValueError, match="another rule"):
        draw.run(LIST.replace("lapak-1", "lapak-2"), "1")


@pytest.mark.parametrize(
    ("wins", "losses"), [([], 0), ([True, False], 0), ([False, False, True, False], 2), ([False, False], 2)]
)
def test_losses_count_since_the_last_stall(wins, losses):
    assert draw.losses_since_win(wins) == losses
