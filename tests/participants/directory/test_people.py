"""The officers' list and pages of people."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import today
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from participants.journey.actions import journeys
from participants.journey.models import StageStanding, Tally
from participants.people.models import Participant
from tests.carried import post
from tests.factories import evidence
from tests.factories.people import invented_nik, make_participant, make_user
from tests.factories.places import BARAT, CAKUNG, DURI_KEPA, GROGOL, GROGOL_KELURAHAN, JATINEGARA, TOMANG
from tests.responses import text_of

pytestmark = pytest.mark.django_db

LIST = "/peserta/"
REASON = {"reason": "Pemeriksaan bantuan"}


def page_of(person, rest=""):
    return f"/peserta/{person.pk}/{rest}"


def names_in(response):
    return [person.name for person in response.context["people"]]


# --- Who may --------------------------------------------------------------------------------------------

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


# --- The list -------------------------------------------------------------------------------------------


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


# --- Search ---------------------------------------------------------------------------------------------


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


# --- One person -----------------------------------------------------------------------------------------


def test_opening_a_person_is_written_down(signed_in):
    person, client = make_participant(), signed_in("officer")

    client.get(page_of(person))

    assert list(AccessLog.objects.values_list("actor", "actor_role", "act", "subject", "subject_id")) == [
        (client.user.pk, "officer", "open", "people.participant", person.pk)
    ]


@pytest.mark.parametrize("role", ["province", "privacy"])
def test_whoever_only_oversees_says_why_first(signed_in, role):
    person, client = make_participant(street="Jalan Rahasia 7"), signed_in(role)

    asked = client.get(page_of(person)).content.decode()
    assert person.name not in asked
    assert "Jalan Rahasia" not in asked
    assert AccessLog.objects.count() == 0

    opened = client.post(page_of(person), {"reason": "Aduan warga nomor 12"}).content.decode()
    assert "Jalan Rahasia 7" in opened
    assert AccessLog.objects.get().reason == "Aduan warga nomor 12"


def test_the_page_never_shows_the_whole_nik(signed_in):
    nik = invented_nik(77)
    person = make_participant(nik=nik)

    body = signed_in("officer").get(page_of(person)).content.decode()

    assert nik not in body
    assert f"{nik[:4]}••••••••{nik[-4:]}" in body


def test_what_a_loan_came_to_is_worded_for_no_staff_before_they_say_why(signed_in):
    person = make_participant(registered_at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
    evidence.make_check(person, dt.date(2026, 1, 6))
    evidence.make_disbursement(person, dt.date(2026, 5, 1), amount=7_654_000)
    journeys.refresh([person.pk])

    for role in ("officer", "staff"):
        body = signed_in(role).get(page_of(person)).content.decode()
        assert "7.654.000" not in body
        assert "Buktinya tercatat" in body
    assert "7.654.000" in signed_in("staff").post(f"/modal/{person.registration_number}/", REASON).content.decode()


def test_the_text_of_a_mentoring_note_is_not_on_the_page(signed_in):
    person = make_participant()
    evidence.make_note(person, today())

    assert "Rahasia berdua" not in signed_in("staff").get(page_of(person)).content.decode()


def test_checking_the_card_makes_pendaftaran_count(signed_in):
    person, client = make_participant(), signed_in("officer")

    response = client.post(page_of(person, "ktp/"), follow=True)

    assert f"KTP {person.name} tercatat sudah diperiksa." in response.content.decode()
    assert StageStanding.objects.get(participant=person).stage == "pendaftaran"


def test_an_officer_is_refused_their_own_card(signed_in):
    client = signed_in("officer")
    own = make_participant(user=client.user)

    response = client.post(page_of(own, "ktp/"), follow=True)

    assert "minta petugas lain" in response.content.decode()
    assert not own.identity_checks.exists()


def test_a_check_is_taken_back_with_a_reason(signed_in):
    person, client = make_participant(), signed_in("officer")
    client.post(page_of(person, "ktp/"))

    refused = client.post(page_of(person, "ktp/batal/"), {"reason": ""})
    assert "Tulis alasan singkat" in refused.content.decode()

    client.post(page_of(person, "ktp/batal/"), {"reason": "Kartu orang lain"})
    assert not StageStanding.objects.filter(participant=person).exists()
    assert "Pemeriksaan KTP dibatalkan: Kartu orang lain" in client.get(page_of(person)).content.decode()


def test_the_whole_nik_is_shown_once_for_a_written_reason(signed_in):
    nik = invented_nik(77)
    person, client = make_participant(nik=nik), signed_in("officer")

    asked = client.get(page_of(person, "nik/"))
    refused = client.post(page_of(person, "nik/"), {"reason": ""})
    shown = client.post(page_of(person, "nik/"), {"reason": "Mencocokkan dengan Dukcapil"})

    assert [nik in page.content.decode() for page in (asked, refused, shown)] == [False, False, True]
    assert "no-store" in shown["Cache-Control"]
    log = AccessLog.objects.get()
    assert (log.act, log.reason) == ("unmask", "Mencocokkan dengan Dukcapil")


def test_a_reason_with_a_nik_in_it_is_refused(signed_in):
    person, client = make_participant(), signed_in("officer")

    response = client.post(page_of(person, "nik/"), {"reason": f"cek {invented_nik(5)}"})

    assert "Jangan menulis NIK di alasan" in response.content.decode()
    assert AccessLog.objects.count() == 0


# --- Contact --------------------------------------------------------------------------------------------


def contact(**changes):
    return {
        "phone": "0812-0000-4321",
        "email": "",
        "street": "Jalan Teratai 3",
        "rt": "5",
        "rw": "",
        "kelurahan": TOMANG,
    } | changes


def test_contact_data_are_kept_clean(signed_in):
    person, client = make_participant(), signed_in("officer")

    response = post(client, page_of(person, "ubah/"), contact())

    assert response.url == reverse("participants:people-detail", args=[person.pk])
    person.refresh_from_db()
    assert (person.phone, person.street, person.rt) == ("+6281200004321", "Jalan Teratai 3", "005")
    assert AccessLog.objects.get().act == "change"


def test_a_move_counts_from_today_and_keeps_what_was_reached_before(signed_in):
    person = make_participant(kelurahan=TOMANG, registered_at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
    evidence.make_check(person, dt.date(2026, 1, 6))
    journeys.refresh([person.pk])

    post(signed_in("officer"), page_of(person, "ubah/"), contact(kelurahan=GROGOL_KELURAHAN))

    homes = person.residences.order_by("since_on").values_list("kelurahan_id", "since_on")
    assert list(homes)[-1] == (GROGOL_KELURAHAN, today())
    assert StageStanding.objects.get(participant=person).kelurahan_id == TOMANG
    evidence.make_licence(person, today())
    journeys.refresh([person.pk])
    assert StageStanding.objects.get(stage="perizinan").kelurahan_id == GROGOL_KELURAHAN


def test_who_moves_on_the_day_they_registered_is_counted_there(signed_in):
    person = make_participant(kelurahan=TOMANG)
    journeys.enter(person)

    for home in (GROGOL_KELURAHAN, TOMANG, GROGOL_KELURAHAN):
        post(signed_in("officer"), page_of(person, "ubah/"), contact(kelurahan=home))

    assert Tally.objects.order_by().values_list("kelurahan").annotate(sum=Sum("people")).filter(sum__gt=0).get() == (
        GROGOL_KELURAHAN,
        1,
    )
    assert not journeys.tally_differences()


@pytest.mark.parametrize(("role", "region"), [("officer", GROGOL), ("staff", BARAT)])
def test_nobody_moves_a_person_out_of_their_own_area(signed_in, role, region):
    person, client = make_participant(kelurahan=TOMANG), signed_in(role, region=region)

    response = post(client, page_of(person, "ubah/"), contact(kelurahan=JATINEGARA))

    assert "di luar wilayah tugas Anda; minta petugas Sudin" in response.content.decode()
    person.refresh_from_db()
    assert person.kelurahan_id == TOMANG


def test_what_was_typed_stays_when_the_phone_is_wrong(signed_in):
    person, client = make_participant(), signed_in("officer")

    body = post(client, page_of(person, "ubah/"), contact(phone="12", street="Jalan Baru 9")).content.decode()

    assert "Jumlah angka nomor HP ini tidak pas" in body
    assert "Jalan Baru 9" in body
