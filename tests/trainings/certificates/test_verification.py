"""Anybody checks a paper by its code: what the paper says and whether it stands; nothing else, and nobody walks."""

import re

import pytest

from tests.factories.people import make_user
from tests.trainings.coming import come, make_person
from trainings.certificates import codes
from trainings.certificates.actions import certificates
from trainings.certificates.views import public

pytestmark = pytest.mark.django_db
PAGE = "/sertifikat/"


@pytest.fixture
def paper():
    person = make_person(name="Siti Kenanga", phone="+6281234567890", street="Jalan Rahasia 9")
    [seat] = come(person, ago=2, modules=("M1",), title="Pola pikir wirausaha")
    [made] = certificates.issue_for_session(seat.session, by=make_user("officer"))
    return made


def shape(page):
    """A page without what was typed."""
    return re.sub(r'value="[^"]*"', "", page.text)


@pytest.mark.parametrize("ask", [lambda code: (f"{PAGE}{code}/", {}), lambda code: (PAGE, {"kode": code.lower()})])
def test_a_known_code_shows_what_the_paper_says(client, paper, ask):
    page = client.get(*ask(paper.code))

    shown = ("Siti Kenanga", paper.number, "Surat Keterangan", "Pola pikir wirausaha", "berlaku")
    assert [words for words in shown if words not in page.text.replace("<wbr>", "")] == []
    person = paper.participant
    hidden = (person.registration_number, person.phone_masked, person.nik_masked, "Rahasia", "10 Mei 1990", "Tomang")
    assert [words for words in hidden if words in page.text] == []


def test_a_revoked_one_says_so_and_not_why(client, paper):
    certificates.revoke(paper, by=make_user("officer"), reason="Ternyata orang lain")

    page = client.get(f"{PAGE}{paper.code}/")

    assert "Tidak berlaku lagi" in page.text
    assert "dicabut" in page.text
    assert "Ternyata" not in page.text


def test_unknown_codes_numbers_and_nonsense_get_the_same_page_of_the_same_status(client, paper):
    wrong = [codes.make(), codes.make(), "salah", paper.number.replace("/", "-"), str(paper.pk), paper.code[:-1]]
    pages = [client.get(f"{PAGE}{code}/") for code in wrong]
    pages += [client.get(PAGE, {"kode": code}) for code in (*wrong, paper.number)]

    assert {page.status_code for page in pages} == {200}
    assert len({shape(page) for page in pages}) == 1
    assert "tidak ditemukan" in pages[0].text
    assert "Siti" not in pages[0].text
    known = client.get(f"{PAGE}{paper.code}/")
    assert (known.status_code, known.headers.keys()) == (200, pages[0].headers.keys())


def test_answers_are_stored_and_listed_nowhere_and_tell_no_other_site(client, paper):
    for page in (client.get(PAGE), client.get(f"{PAGE}{paper.code}/"), client.get(f"{PAGE}salah/")):
        assert "no-store" in page["Cache-Control"]
        assert page["X-Robots-Tag"] == "noindex, nofollow"
        assert page["Referrer-Policy"] in ("same-origin", "no-referrer")


def test_after_so_many_in_an_hour_known_and_unknown_codes_look_alike(client, paper, monkeypatch):
    monkeypatch.setitem(public.RATES, "check", "2/h/ip")
    client.get(f"{PAGE}salah/"), client.get(PAGE, {"kode": "salah"})

    pages = [client.get(f"{PAGE}{code}/") for code in (paper.code, codes.make())]

    assert len({shape(page) for page in pages}) == 1
    assert "Terlalu banyak kode" in pages[0].text


def test_codes_of_one_session_have_nothing_in_common():
    seats = come(*(make_person() for _ in range(3)), ago=2, modules=("M1",))
    made = certificates.issue_for_session(seats[0].session, by=make_user("officer"))

    groups = [set(each.code.split("-")) for each in made]

    assert groups[0].isdisjoint(groups[1] | groups[2])


def test_an_empty_code_is_asked_for(client):
    assert "Tulis kode cek yang tercetak" in client.get(PAGE, {"kode": ""}).text
