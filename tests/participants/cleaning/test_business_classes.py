"""Kinds of business found by everyday words."""

import csv
from pathlib import Path

import pytest

import okoce.programme
from participants.cleaning import business_classes

pytestmark = pytest.mark.once

FILES = list(Path(okoce.programme.__file__).parent.rglob("*kbli*.csv"))


@pytest.fixture(scope="module")
def entries():
    rows = csv.DictReader(FILES[0].read_text().splitlines())
    return business_classes.Index(
        business_classes.Entry(n, r["kode"], r["judul"], r["contoh"], r["komoditas_nama"], r["peran"] == "utama")
        for n, r in enumerate(rows)
    )


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


# --- What is more like ---------------------------------------------------------------------------------


def entry(code, example="", title="", commodity="", **fields):
    return business_classes.Entry(int(code), code, title, example, commodity, **fields)


def found(text, *entries, **options):
    return [each.code for each in business_classes.search(text, business_classes.Index(entries), **options)]


def test_words_of_one_sign_and_words_of_any_business_are_left_out():
    assert business_classes.words("Jual es A & b 2go, usaha saya di rumah") == ["es", "2go"]
    assert business_classes.words(None) == []


def test_a_long_text_is_read_to_its_two_hundredth_sign():
    assert business_classes.words("x" * 197 + " es batu") == ["x" * 197, "es"]
    assert business_classes.words("x" * 198 + " es") == ["x" * 198]


def test_an_example_says_more_than_a_title_and_a_title_more_than_a_commodity():
    assert found("zzbatik", entry("1", commodity="zzbatik"), entry("2", title="zzbatik"), entry("3", "zzbatik")) == [
        "3",
        "2",
        "1",
    ]


def test_fields_add_up():
    both = entry("2", title="zzbatik", commodity="zzbatik zzkain")

    assert found("zzbatik", entry("1", title="zzbatik"), both) == ["2", "1"]
    assert found("zzbatik zzkain", entry("1", title="zzbatik"), both) == ["2", "1"]


def test_the_word_itself_is_more_like_than_its_beginning_and_that_than_its_inside():
    entries = [entry("1", "perzzjahitan"), entry("2", "zzjahitan"), entry("3", "zzjahit"), entry("4", "zzja")]

    assert found("zzjahit", *entries) == ["3", "2", "4", "1"]


def test_a_word_that_begins_with_a_short_one_of_the_class_is_not_like_it():
    assert found("zzjahit", entry("1", "zzj")) == []
    assert found("zzjahit", entry("1", "zzja")) == ["1"]


def test_a_short_word_must_be_the_word_itself():
    assert found("zzj", entry("1", "zzjahit")) == []
    assert found("zzja", entry("1", "zzjahit")) == ["1"]
    assert found("zzj", entry("1", "zzj")) == ["1"]


def test_the_usual_class_comes_before_one_as_like_but_not_before_one_more_like():
    assert found("zzbatik", entry("1", "zzbatik"), entry("2", "zzbatik", is_usual=True)) == ["2", "1"]
    assert found("zzbatik", entry("1", "zzbatik"), entry("2", title="zzbatik", is_usual=True)) == ["1", "2"]


def test_of_classes_as_like_the_lower_code_comes_first():
    assert found("zzbatik", entry("3", "zzbatik"), entry("1", "zzbatik"), entry("2", "zzbatik")) == ["1", "2", "3"]


def test_as_many_are_suggested_as_are_asked_for():
    entries = [entry(str(number), "zzbatik") for number in range(1, 9)]

    assert found("zzbatik", *entries) == ["1", "2", "3", "4", "5", "6"]
    assert found("zzbatik", *entries, most=2) == ["1", "2"]


def test_a_word_of_the_street_finds_what_the_classes_call_it_after_the_word_itself(monkeypatch):
    monkeypatch.setattr(business_classes, "_also", lambda: {"zzseruput": "zzminum zzkopi"})

    assert found("zzseruput", entry("1", "zzkopi"), entry("2", "zzseruput"), entry("3", "zzteh")) == ["2", "1"]


def test_a_word_that_was_typed_counts_in_full_though_another_stands_for_it_too(monkeypatch):
    monkeypatch.setattr(business_classes, "_also", lambda: {"zzseruput": "zzkopi"})

    assert found("zzseruput zzkopi", entry("1", "zzteh"), entry("2", "zzseruput"), entry("3", "zzkopi")) == ["2", "3"]


def test_the_words_of_the_street_are_read_from_the_file():
    lines = (Path(business_classes.__file__).parent / "data/trade_words.csv").read_text().splitlines()

    words = business_classes._also()

    assert len(words) == len(lines) - 1
    assert lines[0].split(",")[0] not in words
    assert all(known for known in words.values())
