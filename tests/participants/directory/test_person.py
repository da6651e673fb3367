"""One person: the page, contacts, and what is logged."""

import datetime as dt

import pytest
from django.db.models import Sum
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import today
from participants.journey.actions import journeys
from participants.journey.models import StageStanding, Tally
from tests.carried import post
from tests.factories import evidence
from tests.factories.people import invented_nik, make_participant
from tests.factories.places import BARAT, DURI_KEPA, GROGOL, GROGOL_KELURAHAN, TOMANG
from tests.participants.directory.asking import page_of
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db

REASON = {"reason": "Pemeriksaan bantuan"}


# --- One person --------------------------------------------------------------------------------------


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
    assert "Tulis alasan singkat" in shown_again(client, refused).content.decode()

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
    log = AccessLog.objects.get(act="unmask")
    assert (log.reason, log.page) == ("Mencocokkan dengan Dukcapil", "participants:people-nik")
    assert "nik" in log.kinds.split(",")


def test_a_reason_with_a_nik_in_it_is_refused(signed_in):
    person, client = make_participant(), signed_in("officer")

    response = client.post(page_of(person, "nik/"), {"reason": f"cek {invented_nik(5)}"})

    assert "Jangan menulis NIK di alasan" in response.content.decode()
    assert not AccessLog.objects.filter(act="unmask").exists()


# --- Contact -----------------------------------------------------------------------------------------


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
    assert AccessLog.objects.filter(act="change").count() == 1


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
def test_an_edit_moves_nobody_to_another_kecamatan(signed_in, role, region):
    person, client = make_participant(kelurahan=TOMANG), signed_in(role, region=region)

    response = post(client, page_of(person, "ubah/"), contact(kelurahan=DURI_KEPA))

    assert "usulkan pindah kecamatan dari halaman peserta" in shown_again(client, response).content.decode()
    person.refresh_from_db()
    assert person.kelurahan_id == TOMANG


def test_what_was_typed_stays_when_the_phone_is_wrong(signed_in):
    person, client = make_participant(), signed_in("officer")

    answer = post(client, page_of(person, "ubah/"), contact(phone="12", street="Jalan Baru 9"))
    body = shown_again(client, answer).content.decode()

    assert "Jumlah angka nomor HP ini tidak pas" in body
    assert "Jalan Baru 9" in body
