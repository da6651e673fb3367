"""The officers' list and pages of people."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.accounts.models import AccessLog
from okoce.clock import today
from participants.agency_trainings.models import OldClaim
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from participants.people.models import Participant
from tests.factories import evidence
from tests.factories.people import invented_nik, make_participant, make_user
from tests.factories.places import (
    BARAT,
    CAKUNG,
    DURI_KEPA,
    GROGOL,
    GROGOL_KELURAHAN,
    JATINEGARA,
    PROVINCE,
    TIMUR,
    TOMANG,
)
from tests.participants.directory.asking import page_of
from tests.responses import text_of

pytestmark = pytest.mark.django_db

LIST = "/peserta/"


def names_in(response):
    return [person["name"] for person in response.context["people"]]


# --- Who may -----------------------------------------------------------------------------------------

ROLES = [None, "mentor", "officer", "staff", "province", "official", "auditor", "privacy"]

SEES_OWN = {
    "": {"officer": 200, "staff": 200, "province": 200, "privacy": 200, "mentor": 404},
    "ktp/batal/": {"officer": 200, "staff": 200, "province": 200},
    "nik/": {"officer": 200, "staff": 200, "privacy": 200},
    "ubah/": {"officer": 200, "staff": 200},
}


@pytest.mark.parametrize("role", ROLES)
def test_the_list_by_role(signed_in, role):
    allowed = {"mentor", "officer", "staff", "province", "privacy"}

    assert signed_in(role).get(LIST).status_code == (200 if role in allowed else 403)


@pytest.mark.parametrize("rest", SEES_OWN)
@pytest.mark.parametrize("role", ROLES)
def test_the_pages_of_a_person_by_role(signed_in, role, rest):
    person, stranger = make_participant(kelurahan=TOMANG), make_participant(kelurahan=JATINEGARA)
    for each in (person, stranger):
        evidence.make_check(each, today())
    client = signed_in(role)
    expected = SEES_OWN[rest].get(role, 403)

    assert client.get(page_of(person, rest)).status_code == expected
    if expected == 200 and role in {"officer", "staff"}:
        foreign, missing = client.get(page_of(stranger, rest)), client.get(f"/peserta/99999/{rest}")
        assert (foreign.status_code, missing.status_code) == (404, 404)
        assert text_of(foreign) == text_of(missing)


def test_a_visitor_is_asked_to_log_in(client):
    response = client.get(LIST)

    assert response.status_code == 302
    assert "next=/peserta/" in response.url


@pytest.mark.parametrize("act", ["ktp/", "ktp/batal/", "nik/", "ubah/"])
@pytest.mark.parametrize("role", ["mentor", "official", "auditor", None])
def test_whoever_may_not_act_changes_nothing(signed_in, role, act):
    person = make_participant()
    client = signed_in(role)
    if role == "mentor":
        Participant.objects.update(mentor=client.user)

    response = client.post(page_of(person, act), {"reason": "ingin tahu saja"})

    assert response.status_code == 403
    assert not person.identity_checks.exists()
    assert AccessLog.objects.count() == 0


def test_an_officer_does_not_find_their_own_family_of_another_area(signed_in):
    client = signed_in("officer")
    own = make_participant(kelurahan=JATINEGARA, user=client.user)

    assert names_in(client.get(LIST)) == []
    assert client.get(page_of(own)).status_code == 404


def test_a_mentor_sees_mentees_with_contact_and_without_the_list_of_others(signed_in):
    client = signed_in("mentor")
    mentee, other = make_participant(mentor=client.user, phone="+6281200009911"), make_participant()

    assert names_in(client.get(LIST)) == [mentee.name]
    assert "0812-0000-9911" in client.get(page_of(mentee)).content.decode()
    assert client.get(page_of(other)).status_code == 404


def test_a_mentor_whose_role_ended_finds_no_mentee_through_the_area_of_another_role(signed_in):
    client = signed_in("officer")
    here, elsewhere = make_participant(mentor=client.user), make_participant(mentor=client.user, kelurahan=JATINEGARA)

    found = set(Participant.objects.supervised_by(client.user)), set(Participant.objects.visible_to(client.user))

    assert found == ({here}, {here})
    assert client.get(page_of(elsewhere)).status_code == 404


# --- The list ----------------------------------------------------------------------------------------


def test_the_list_shows_the_own_area_and_never_a_whole_number(signed_in):
    nik = invented_nik(77)
    make_participant(name="Mawar Putih", nik=nik, phone="+6281200007788")
    make_participant(name="Orang Cakung", kelurahan=JATINEGARA)

    response = signed_in("officer").get(LIST)

    assert names_in(response) == ["Mawar Putih"]
    body = response.content.decode()
    assert "0812-••••-7788" in body
    assert not any(secret in body for secret in (nik, "0812-0000-7788", "+6281200007788", "Orang Cakung"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"Anggrek", "Bakung", "Cempaka"}),
        ({"kecamatan": GROGOL}, {"Anggrek", "Bakung"}),
        ({"kecamatan": GROGOL, "kelurahan": TOMANG}, {"Anggrek"}),
        ({"kecamatan": CAKUNG}, set()),
        ({"menunggu": "on"}, {"Bakung", "Cempaka"}),
        ({"tahap": "sudah-pendaftaran"}, {"Anggrek"}),
        ({"tahap": "belum-pendaftaran"}, {"Bakung", "Cempaka"}),
    ],
)
def test_filters_narrow_the_list(signed_in, query, expected):
    anggrek = make_participant(name="Anggrek", kelurahan=TOMANG)
    make_participant(name="Bakung", kelurahan=GROGOL_KELURAHAN)
    make_participant(name="Cempaka", kelurahan=DURI_KEPA)
    make_participant(name="Dahlia", kelurahan=JATINEGARA)
    identity.check(anggrek, by=make_user("officer"), place=IdentityCheck.Place.DESK)

    response = signed_in("staff").get(LIST, query)

    assert set(names_in(response)) == expected


def test_the_filters_before_anybody_filters_offer_the_places_of_who_asks(signed_in):
    areas = [BARAT, TIMUR, BARAT, GROGOL]

    pages = [signed_in("staff" if area != GROGOL else "officer", region=area).get(LIST) for area in areas]

    assert ["Cakung" in page.text for page in pages] == [False, True, False, False]
    assert ['name="kecamatan"' in page.text for page in pages] == [True, True, True, False]


def test_the_filters_look_alike_before_and_after_filtering_for_nothing(signed_in):
    client = signed_in("staff", region=BARAT)

    before, after = (client.get(f"{LIST}{asked}").text.partition('<form method="get"')[2] for asked in ("", "?tahap="))

    assert before.partition("</form>")[0] == after.partition("</form>")[0]


def test_pages_follow_one_another_without_a_gap(signed_in):
    for number in range(45):
        make_participant(name=f"Warga {number:02d}")
    client, seen, url = signed_in("officer"), [], LIST
    while url:
        response = client.get(url)
        seen += names_in(response)
        url = response.context["next_url"] and LIST + response.context["next_url"]

    assert seen == [f"Warga {number:02d}" for number in reversed(range(45))]
    assert names_in(client.get(LIST + response.context["previous_url"])) == seen[20:40]


def test_the_list_costs_the_same_for_one_and_for_three(signed_in):
    client = signed_in("officer")
    identity.check(make_participant(), by=make_user("officer"), place=IdentityCheck.Place.DESK)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for _ in range(2):
        identity.check(make_participant(), by=make_user("officer"), place=IdentityCheck.Place.DESK)

    with CaptureQueriesContext(connection) as three:
        response = client.get(LIST)

    assert len(response.context["people"]) == 3
    assert len(three) == len(one)
    counts = [query["sql"] for query in three if "COUNT(" in query["sql"]]
    assert not any("people_participant" in sql for sql in counts)


def test_old_claims_have_a_column_of_their_own_where_the_page_has_any(signed_in):
    client, person = signed_in("officer"), make_participant()
    make_participant()
    assert "Klaim lama" not in client.get(LIST).text

    OldClaim.objects.create(participant=person, text="P2 sudah", source="daftar lama", noted_by=make_user("officer"))

    assert "Klaim lama <small>(bukan bukti)" in client.get(LIST).text
    assert client.get(LIST).text.count("P2 sudah") == 1
    assert {row["stages"] for row in client.get(LIST).context["people"]} == {"Belum ada"}
    assert "P2 sudah" not in signed_in("privacy").get(LIST).text


def test_the_filters_of_each_page_are_those_it_was_asked_with(signed_in):
    client = signed_in("staff")
    asked = [{"kecamatan": GROGOL}, {}, {"kecamatan": GROGOL, "kelurahan": TOMANG}, {"menunggu": "on"}, {"tahap": "x"}]

    for _ in range(2):  # drawn, and drawn before
        pages = [client.get(LIST, query).text for query in asked]

        assert [page.count(f'<option value="{GROGOL}" selected') for page in pages] == [1, 0, 1, 0, 0]
        assert [page.count(f'<option value="{TOMANG}" selected') for page in pages] == [0, 0, 1, 0, 0]
        assert [bool(re.search('name="menunggu"[^>]* checked', page)) for page in pages] == [False] * 3 + [True, False]
        assert ["is-invalid" in page for page in pages] == [False] * 4 + [True]


def test_old_claims_are_read_of_those_alone_of_whom_one_of_the_roles_may(client):
    here, elsewhere = make_participant(name="Orang Sini"), make_participant(name="Orang Sana", kelurahan=JATINEGARA)
    for person, text in ((here, "P2 sudah"), (elsewhere, "P4 sudah")):
        OldClaim.objects.create(participant=person, text=text, source="daftar lama", noted_by=make_user("officer"))
    both = make_user("officer")
    both.assignments.create(role="privacy", region_id=PROVINCE)
    client.force_login(both)

    page = client.get(LIST).text

    assert "Orang Sini" in page
    assert "Orang Sana" in page
    assert "P2 sudah" in page
    assert "P4 sudah" not in page


# --- Search ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mawar", ["Mawar Putih"]),
        ("putih mawar", ["Mawar Putih"]),
        ("OK26-7K3M9Q-B", ["Mawar Putih"]),
        ("0812 0000 7788", ["Mawar Putih"]),
        (invented_nik(77), ["Mawar Putih"]),
        (" ".join([invented_nik(77)[:4], invented_nik(77)[4:]]), ["Mawar Putih"]),
        (invented_nik(78), []),
        ("melati", []),
        ("cakung", []),
    ],
)
def test_people_are_found_by_name_number_phone_and_nik(signed_in, typed, found):
    from participants.cleaning import registration_numbers

    number = f"OK26-7K3M9Q-{registration_numbers.check_sign('267K3M9Q')}"
    make_participant(name="Mawar Putih", nik=invented_nik(77), phone="+6281200007788", registration_number=number)
    make_participant(name="Orang Cakung", kelurahan=JATINEGARA, nik=invented_nik(78))
    typed = number if typed.startswith("OK26") else typed

    response = signed_in("officer").post("/peserta/cari/", {"q": typed})

    assert names_in(response) == found


def test_what_was_searched_stands_in_no_address(signed_in):
    client = signed_in("officer")

    assert client.get("/peserta/cari/", {"q": invented_nik(77)})["Location"] == "/peserta/"
    assert 'method="post" action="/peserta/cari/"' in client.get(LIST).content.decode()


@pytest.mark.parametrize(("typed", "sentence"), [("", "Isi nama"), ("ab", "minimal 3 huruf")])
def test_a_search_for_too_little_says_what_to_type(signed_in, typed, sentence):
    response = signed_in("officer").post("/peserta/cari/", {"q": typed})

    assert sentence in response.content.decode()
