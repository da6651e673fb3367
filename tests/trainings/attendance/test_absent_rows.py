"""Rows of absent people as they are typed, and what is refused with a sentence."""

import random

import pytest

from trainings.attendance.absent_rows import WrongRows, parse, shortened

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("", set()),
        ("12 37 58-60", {12, 37, 58, 59, 60}),
        ("12, 37; 58 - 60", {12, 37, 58, 59, 60}),
        ("58–60 59", {58, 59, 60}),
        (" 007 ", {7}),
        ("1-100", set(range(1, 101))),
    ],
)
def test_rows_are_read(typed, rows):
    assert parse(typed, 100) == rows


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("dua", "“dua” bukan nomor baris"),
        ("12-", "bukan nomor baris"),
        ("60-58", "terbalik; tulis 58-60"),
        ("101", "Baris 101 tidak ada di kertas ini; barisnya 1 sampai 100"),
        ("0", "tidak ada di kertas ini"),
        ("99-101", "Baris 99-101 tidak ada"),
        ("-5", "bukan nomor baris"),
        ("１２", "bukan nomor baris"),
    ],
)
def test_what_is_no_row_is_refused(typed, sentence):
    with pytest.raises(WrongRows, match=sentence.replace("(", r"\(")):
        parse(typed, 100)


def test_what_is_written_short_is_read_as_the_same_rows():
    chance = random.Random(11)
    for _ in range(200):
        rows = set(chance.sample(range(1, 101), chance.randint(0, 60)))

        assert parse(shortened(rows), 100) == rows
