"""Kinds of business found by everyday words."""

import csv
from pathlib import Path

import pytest

import okoce.programme
from participants.cleaning import business_classes

FILES = list(Path(okoce.programme.__file__).parent.rglob("*kbli*.csv"))


@pytest.fixture(scope="module")
def entries():
    rows = csv.DictReader(FILES[0].read_text().splitlines())
    return [
        business_classes.Entry(n, r["kode"], r["judul"], r["contoh"], r["komoditas_nama"], r["peran"] == "utama")
        for n, r in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("jualan gorengan keliling", "56104"),
        ("Jahit Baju", "14120"),
        ("nasi uduk", "56102"),
        ("laundry kiloan", "96200"),
        ("salon", "96112"),
        ("jual pulsa", "61999"),
        ("warung sembako", "47112"),
        ("hijab online", "47912"),
        ("kue kering", "10710"),
        ("katering rumahan", "56210"),
        ("ternak lele", "03221"),
        ("sablon kaos", "13133"),
        ("potong rambut", "96111"),
    ],
)
def test_plain_words_find_the_class_first(entries, words, code):
    assert business_classes.search(words, entries)[0].code == code


@pytest.mark.parametrize("words", ["", "asdfgh", "usaha saya jualan", "!!!", "x" * 10_000])
def test_words_that_say_nothing_find_nothing(entries, words):
    assert business_classes.search(words, entries) == []


def test_at_most_six_are_suggested(entries):
    assert len(business_classes.search("makanan", entries)) == 6
