"""Two records of one person are found by what agrees, and not families, namesakes and true twins."""

import datetime as dt

import pytest

from bench import invented_twins, twins
from okoce import name_keys
from participants.twins import matching
from participants.twins.matching import Reason
from participants.twins.name_sounds import sounds

pytestmark = pytest.mark.once

NIK = "3173025005900001"


def make(pk, name="Siti Kenanga", **fields):
    values = {"birth_on": dt.date(1990, 5, 10), "sex": "P", "phone": "+6281200001234", "kelurahan": "31.73.02.1001"}
    return matching.person(pk, name_keys.key(name), **values | fields)


def judge(one, other, niks=(NIK, "3173025005900999")):
    return matching.judge(one, other, dict(enumerate(niks, start=1)).get)


FAR = {"phone": "+6281200009999", "kelurahan": "31.73.05.1001"}


@pytest.mark.parametrize(
    ("name", "fields", "niks", "reasons"),
    [
        ("Siti Kenanga", FAR, (), [Reason.NAME, Reason.BIRTH]),
        ("Kenanga Siti", FAR, (), [Reason.SWAPPED, Reason.BIRTH]),
        ("Hj. Siti Kenanga", FAR, (), [Reason.SOUND, Reason.BIRTH]),
        ("Siti Kenangga", {"phone": FAR["phone"]}, (), [Reason.SOUND, Reason.BIRTH, Reason.KELURAHAN]),
        ("Siti Kenaga", {"phone": FAR["phone"]}, (), [Reason.CLOSE, Reason.BIRTH, Reason.KELURAHAN]),
        ("Siti Kenaga", FAR, (), None),
        ("Siti Santoso", {"kelurahan": FAR["kelurahan"]}, (), [Reason.GIVEN, Reason.BIRTH, Reason.PHONE]),
        ("Siti Santoso", FAR, (), None),
        ("Siti Santoso", FAR, (NIK, "3173025005900002"), [Reason.GIVEN, Reason.BIRTH, Reason.NIK_CLOSE]),
        ("Siti Kenanga", FAR | {"birth_on": dt.date(1990, 10, 5)}, (), None),
        (
            "Siti Kenanga",
            {"birth_on": dt.date(1990, 10, 5)},
            (),
            [Reason.NAME, Reason.BIRTH_CLOSE, Reason.PHONE, Reason.KELURAHAN],
        ),
        ("Siti Kenanga", {"birth_on": dt.date(1962, 1, 3)}, (), None),
        ("Siti Kenanga", {"sex": "L"}, (), None),
        ("Rahmat Hidayat", {}, (NIK, "3173025005900002"), None),
    ],
)
def test_what_makes_two_records_likely_one_person(name, fields, niks, reasons):
    found = judge(make(1), make(2, name, **fields), *[niks] if niks else [])

    assert (list(found.reasons) if found else None) == reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("muh soepardjo", "muhammad suparjo"),
        ("moch yusuf", "mohamad iusuf"),
        ("drs h fauzi", "fauzi"),
        ("chairul", "khairul"),
    ],
)
def test_old_and_new_spelling_sound_the_same(one, other):
    assert sounds(one) == sounds(other)


def test_a_name_of_titles_alone_is_kept():
    assert sounds("st") == ("st",)


@pytest.mark.parametrize(
    ("other", "is_slip"),
    [
        ("3173025005900002", True),
        ("3173025005909001", True),
        ("3173025005900010", True),  # neighbours in each other's place
        ("3173025005900022", False),
        (NIK, False),
        ("317302500590000", False),
    ],
)
def test_one_slip_of_a_number(other, is_slip):
    assert matching.is_slip(NIK, other) is is_slip


def test_a_number_is_opened_only_for_those_who_look_alike():
    opened = []
    strangers = [make(pk, name, **FAR) for pk, name in enumerate(["Budi Jaya", "Rina Wati", "Asep Umar"])]

    assert list(matching.pairs([strangers], opened.append)) == []
    assert opened == []


def test_only_pairs_about_the_given_people():
    people = [make(pk) for pk in (1, 2, 3)]

    found = matching.pairs([people, people], lambda pk: NIK, about={3})

    assert [(pair.one, pair.other) for pair in found] == [(1, 3), (2, 3)]


def test_a_block_that_is_too_large_is_cut_by_the_sound(monkeypatch):
    monkeypatch.setattr(matching, "MOST_IN_BLOCK", 2)
    people = [make(1), make(2, "Rahmat Jaya"), make(3, "Kenanga Siti")]

    assert [{each.pk for each in block} for block in matching.by_birth_date(people)] == [{1, 3}, {1, 3}]


def test_planted_pairs_are_found_in_an_invented_register():
    register, recall, false, _, opened = twins.measure(10_000, 400)

    assert register.names > 5_000
    assert [kind for kind, share in recall.items() if share < twins.MUST[kind]] == []
    assert false <= twins.MOST_FALSE
    assert opened < 2_000


def test_the_invented_register_is_the_same_each_time():
    assert invented_twins.make(300, 20) == invented_twins.make(300, 20)
