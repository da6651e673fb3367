"""One search box finds people by a number, the end of a phone, a kelurahan or parts of a name, mistyped ones too."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participants.people import name_words
from participants.people.models import NameWord, Participant
from tests.factories.people import invented_nik, make_participant
from tests.factories.places import DURI_KEPA, JATINEGARA, TOMANG

pytestmark = pytest.mark.django_db

SEARCH = "/peserta/cari/"


def names(people):
    return [person["name"] for person in people]


@pytest.fixture
def people():
    """Three in one kota, one elsewhere."""
    made = [
        make_participant(name="Siti Nur’aini", kelurahan=TOMANG, phone="+6281200004477", nik=invented_nik(31)),
        make_participant(name="Sulastri Wulandari", kelurahan=TOMANG, phone="+6281200014477"),
        make_participant(name="Siti Mawarni", kelurahan=DURI_KEPA, phone="+6281200005588"),
        make_participant(name="Siti Elsewhere", kelurahan=JATINEGARA, phone="+6281200004477"),
    ]
    name_words.gather()
    return made


@pytest.fixture
def search(signed_in, people):
    client = signed_in("staff")

    def ask(typed):
        return client.post(SEARCH, {"q": typed})

    return ask


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("siti", ["Siti Mawarni", "Siti Nur’aini"]),
        ("NURAINI", ["Siti Nur’aini"]),
        ("nur'aini siti", ["Siti Nur’aini"]),
        ("nur`aini", ["Siti Nur’aini"]),
        (invented_nik(31), ["Siti Nur’aini"]),
        ("0812-0000-5588", ["Siti Mawarni"]),
        ("5588", ["Siti Mawarni"]),
        ("…5588", ["Siti Mawarni"]),
        ("4477", ["Sulastri Wulandari", "Siti Nur’aini"]),
        ("04477", ["Siti Nur’aini"]),
        ("14477", ["Sulastri Wulandari"]),
        ("tomang", ["Sulastri Wulandari", "Siti Nur’aini"]),
        ("siti duri kepa", ["Siti Mawarni"]),
        ("Duri Kepa siti", ["Siti Mawarni"]),
        ("siti jatinegara", []),
    ],
)
def test_what_is_typed_finds_people_of_the_area_only(search, typed, found):
    assert names(search(typed).context["people"]) == found


def test_a_registration_number_finds_its_person(search, people):
    assert names(search(people[0].registration_number).context["people"]) == ["Siti Nur’aini"]
    assert names(search(people[3].registration_number).context["people"]) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sulastir", ["Sulastri Wulandari"]),  # two letters swapped
        ("sulstri", ["Sulastri Wulandari"]),  # one left out
        ("zulastri", ["Sulastri Wulandari"]),  # the first one wrong
        ("sulastri wulandary", ["Sulastri Wulandari"]),
        ("siti mawarny", ["Siti Mawarni"]),
        ("sulawesi", []),
        ("elsewere", []),  # somebody of another area
        ("4476", []),  # a number is never taken for mistyped
    ],
)
def test_where_few_are_found_words_are_taken_for_mistyped(search, typed, found):
    page = search(typed)

    assert names(page.context["people"]) == []
    assert names(page.context["similar"]) == found


def test_similar_names_are_shown_apart_and_nobody_twice(search):
    page = search("sulastri")

    assert names(page.context["people"]) == ["Sulastri Wulandari"]
    assert page.context["similar"] == []
    assert "Nama yang mirip" not in page.text


def test_where_enough_are_found_nothing_is_taken_for_mistyped(search):
    for number in range(3):
        make_participant(name=f"Siti Cukup {number}", kelurahan=TOMANG)
    make_participant(name="Sita Beda", kelurahan=TOMANG)
    name_words.gather()

    assert search("siti").context["similar"] == []


def test_nothing_that_was_typed_stands_in_an_address(search):
    page = search("Sulastri Wulandari")

    assert page.status_code == 200
    assert "ulastri" not in page.request["QUERY_STRING"] + page.request["PATH_INFO"]
    assert "?q=" not in page.text


def test_statements_do_not_grow_with_what_is_found(search):
    def count(typed):
        with CaptureQueriesContext(connection) as asked:
            search(typed)
        return len(asked)

    count("siti")
    few = count("mawarni")
    for number in range(5):
        make_participant(name=f"Mawarni {number}", kelurahan=TOMANG)

    assert count("mawarni") <= few


@pytest.mark.parametrize("role", ["mentor", "officer", "staff", "province", "privacy"])
def test_who_finds_people_has_the_box_on_every_page(signed_in, role):
    assert "data-find-people" in signed_in(role).get("/akun/").text


@pytest.mark.parametrize("role", [None, "official", "auditor"])
def test_who_finds_nobody_has_no_box(signed_in, role):
    assert "data-find-people" not in signed_in(role).get("/akun/").text


def test_the_admin_has_the_box_too(signed_in):
    assert 'action="/peserta/cari/"' in signed_in("staff").get("/admin/").text
    assert 'action="/peserta/cari/"' not in signed_in("auditor").get("/admin/").text


def test_words_are_gathered_once_and_forgotten_with_the_last_who_had_them(people):
    assert name_words.gather() == name_words.gather_all() == 0
    known = set(NameWord.objects.values_list("word", flat=True))
    assert {"siti", "nuraini", "sulastri", "wulandari", "elsewhere"} <= known

    person = Participant.objects.get(name="Sulastri Wulandari")
    person.name = "Sulastri Baru"
    person.save()

    assert name_words.gather_all() == 1
    assert set(NameWord.objects.values_list("word", flat=True)) == known - {"wulandari"} | {"baru"}


@pytest.mark.parametrize("word", ["sit", "x" * 61])
def test_a_word_too_short_or_too_long_means_no_other(people, word):
    assert name_words.near(word) == []


def test_a_short_word_may_have_one_letter_wrong_and_a_longer_one_two():
    for name in ("Rahma", "Wulandari"):
        make_participant(name=name)
    name_words.gather()

    assert name_words.near("rahna") == ["rahma"]
    assert name_words.near("rohna") == []
    assert name_words.near("wulandery") == ["wulandari"]
    assert name_words.near("wolandery") == []
