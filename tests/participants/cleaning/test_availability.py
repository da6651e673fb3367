"""Days and parts of the day somebody can come."""

import pytest

from participants.cleaning import availability

pytestmark = pytest.mark.once


def test_packing_and_unpacking_are_inverse():
    for cells in ([], [0], [20], [0, 3, 20], list(range(21))):
        assert availability.unpack(availability.pack(cells)) == cells


def test_text_from_a_form_packs_like_numbers():
    assert availability.pack(["0", "3", "3"]) == 0b1001


@pytest.mark.parametrize("cell", [-1, 21, "21"])
def test_a_week_has_twenty_one_parts(cell):
    with pytest.raises(ValueError, match="21 parts"):
        availability.pack([cell])


def test_everything_fits_the_column():
    assert availability.pack(range(21)) == availability.ALL == 2**21 - 1


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([], "belum diisi"),
        (range(21), "kapan saja"),
        ([0, 1, 17], "Senin pagi, siang; Sabtu malam"),
        ([20], "Minggu malam"),
        ([3], "Selasa pagi"),
    ],
)
def test_in_words(cells, words):
    assert availability.in_words(availability.pack(cells)) == words


def test_a_day_and_a_part_are_asked_for():
    packed = availability.pack([5])

    assert availability.covers(packed, 1, 2)
    assert not availability.covers(packed, 1, 1)


def test_the_grid_has_seven_rows_of_three_named_cells():
    rows = availability.rows(["5"])

    assert [row["label"] for row in rows] == list(availability.DAYS)
    assert [len(row["cells"]) for row in rows] == [3] * 7
    assert rows[1]["cells"][2] == {"value": 5, "label": "Selasa malam", "checked": True}
    assert sum(cell["checked"] for row in rows for cell in row["cells"]) == 1


def test_the_choices_of_a_form_are_the_parts_of_the_week_in_their_order():
    assert [number for number, _ in availability.CHOICES] == list(range(21))
    assert [label for _, label in availability.CHOICES][:4] == [
        "Senin pagi",
        "Senin siang",
        "Senin malam",
        "Selasa pagi",
    ]
    assert availability.CHOICES[-1] == (20, "Minggu malam")


def test_bits_beyond_the_week_are_no_part_of_it():
    assert availability.unpack(1 << 21 | 1) == [0]
