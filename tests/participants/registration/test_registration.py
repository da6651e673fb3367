"""Registration online, step by step."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from okoce.accounts.models import User
from okoce.programme.models import ProgrammeYear
from participants.cleaning import registration_numbers
from participants.consents.models import Consent
from participants.journey.models import StageStanding, Tally
from participants.people.models import Business, Participant, Residence
from participants.registration.models import RegistrationDraft
from tests.factories.people import PASSWORD, invented_nik, make_user
from tests.factories.places import GROGOL, JATINEGARA, KEBON_JERUK, TOMANG
from tests.factories.registrations import NIK, typed_steps
from tests.participants.registration.steps import address, fill
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db


# --- The way that works ------------------------------------------------------------------------------


def test_five_steps_without_javascript_make_one_participant(client, ground):
    answer = fill(client, business_class=str(ground.pk))

    receipt = client.get(answer.url)
    person = Participant.objects.get()
    assert person.registration_number in receipt.content.decode()
    assert registration_numbers.parse(person.registration_number) == person.registration_number
    assert (person.name, person.nik, person.phone, person.rt) == ("Siti Kenanga", NIK, "+6281200001234", "005")
    assert (person.kelurahan_id, person.kecamatan_id) == (TOMANG, GROGOL)
    assert (person.availability, person.cannot_whole_day) == (2**0 + 2**3 + 2**20, True)
    assert person.registration_point.code == "daring"
    assert person.business.business_class == ground
    assert person.business.commodity == ground.commodity
    assert Residence.objects.get().kelurahan_id == TOMANG
    assert list(Consent.objects.values_list("purpose", "is_given", "channel")) == [("news", True, "daring")]
    assert Tally.objects.get().stage == Tally.REGISTERED
    assert not StageStanding.objects.exists()


def test_each_step_leads_to_the_next(client, ground):
    steps = typed_steps()

    found = [client.post(address(number), steps[number]).url for number in range(1, 5)]

    assert found == [address(2), address(3), address(4), address(5)]


def test_check_page_shows_everything_and_the_whole_nik_and_is_not_stored(client, ground):
    fill(client, until=4)

    page = client.get(address(5)).content.decode()

    assert "Siti Kenanga" in page
    assert NIK in page
    assert "no-store" in client.get(address(5))["Cache-Control"]
    assert "0812-0000-1234" in page
    assert "Senin pagi; Selasa pagi; Minggu malam" in page
    assert "Versi 2026-1" in page


def test_no_consent_is_ticked_beforehand_and_none_is_needed(client, ground):
    fill(client, until=4)
    page = client.get(address(5)).content.decode()

    client.post(address(5), {"password": ""})

    checkboxes = re.findall(r'<input[^>]*name="consents"[^>]*>', page)
    assert len(checkboxes) == 3
    assert not any("checked" in box for box in checkboxes)
    assert Participant.objects.count() == 1
    assert Consent.objects.count() == 0


def test_kelurahan_are_listed_after_a_second_press(client, ground):
    fill(client, until=1)
    first = client.get(address(2)).content.decode()

    asked = client.post(address(2), {"kecamatan": GROGOL, "street": "Gang Melati", "list": "1"})
    second = shown_again(client, asked).content.decode()

    assert "Tomang" not in first
    assert "Tomang" in second
    assert "Duri Kepa" not in second
    assert "Gang Melati" in second
    assert "Ada yang perlu diperbaiki" not in second


def test_business_kinds_are_suggested_after_a_second_press(client, ground):
    fill(client, until=2)

    asked = client.post(address(3), {"trade": "gorengan keliling", "list": "1"})
    page = shown_again(client, asked).content.decode()

    assert "Gerobak keliling, gorengan keliling" in page
    assert "Tidak tahu, biar petugas yang memilih" in page


def test_scripts_get_the_same_lists(client, ground):
    places = client.get(reverse("participants:registration-kelurahan"), {"kecamatan": GROGOL}).json()
    kinds = client.get(reverse("participants:registration-business-classes"), {"kata": "gorengan"}).json()

    assert [place["name"] for place in places["kelurahan"]] == ["Grogol", "Tomang"]
    assert [kind["value"] for kind in kinds["choices"]] == [str(ground.pk), "tidak-tahu"]


def test_somebody_logged_in_registers_into_their_account(client, ground):
    user = make_user()
    client.force_login(user)

    fill(client)

    assert Participant.objects.get().user == user


def test_a_password_opens_an_account_at_once_and_what_was_typed_stays_a_contact(client, ground):
    fill(client, email="siti@contoh.example", password=PASSWORD)

    person = Participant.objects.get()
    assert (person.user.phone, person.user.email, person.user.check_password(PASSWORD)) == (None, None, True)
    assert (person.phone, person.email) == ("+6281200001234", "siti@contoh.example")
    client.post("/masuk/", {"login": person.registration_number, "password": PASSWORD})
    assert client.get("/pesan/").status_code == 200


# --- Refusals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "changes", "sentence"),
    [
        (1, {"nik": "317302100590900"}, "NIK harus tepat 16 angka"),
        (1, {"nik": "3173023213909001"}, "bukan tanggal yang ada di kalender"),
        (1, {"nik": ""}, "Isi NIK, 16 angka"),
        (1, {"name": "=1+1"}, "Nama memuat tanda"),
        (1, {"name": ""}, "Isi nama lengkap"),
        (1, {"birth_on": "31/02/1990"}, "Tanggal ini tidak terbaca"),
        (1, {"birth_on": "10/05/2020"}, "harus berumur 17 tahun"),
        (1, {"phone": "12345"}, "nomor HP"),
        (1, {"email": "siti@"}, "Surel ini belum lengkap"),
        (1, {"sex": ""}, "Pilih salah satu"),
        (2, {"kelurahan": ""}, "Pilih kelurahan"),
        (2, {"kelurahan": JATINEGARA}, "bukan bagian dari kecamatan"),
        (2, {"kecamatan": KEBON_JERUK}, "bukan bagian dari kecamatan"),
        (2, {"street": " "}, "Isi nama jalan"),
        (2, {"rt": "5a"}, "RT berisi angka saja"),
        (2, {"business_place": "other"}, "Pilih kecamatan dan kelurahan tempat usaha"),
        (3, {"trade": ""}, "Tulis usaha Anda"),
        (3, {"business_class": ""}, "Pilih jenis usaha yang paling mirip"),
        (3, {"business_class": "99999999999999999999"}, "Pilih salah satu"),
        (3, {"since_year": "1800"}, "antara 1945 dan"),
        (4, {"availability": ["21"]}, "Pilih salah satu"),
    ],
)
def test_a_wrong_answer_is_refused_in_one_sentence_and_kept(client, ground, number, changes, sentence):
    fill(client, until=number - 1)

    answer = client.post(address(number), typed_steps(**changes)[number])

    page = shown_again(client, answer).content.decode()
    assert answer.url == address(number)
    assert sentence in page
    assert len(re.findall("Ada yang perlu diperbaiki", page)) == 1
    for name, typed in changes.items():
        if typed in ("", " ") or name not in ("nik", "name", "birth_on", "phone", "email", "rt", "since_year"):
            continue
        assert f'value="{typed}"' in page
    assert not Participant.objects.exists()


def test_an_older_minimum_age_of_the_year_counts(client, ground):
    ProgrammeYear.objects.update(minimum_age=60)

    page = shown_again(client, client.post(address(1), typed_steps()[1])).content.decode()

    assert "harus berumur 60 tahun ke atas" in page


def test_a_doubt_about_the_nik_is_shown_once_and_kept_as_a_flag(client, ground):
    typed = typed_steps(birth_on="11/05/1990")[1]
    first = shown_again(client, client.post(address(1), typed))
    seen = re.search(r'name="seen" value="([^"]*)"', first.content.decode())[1]

    second = client.post(address(1), typed | {"seen": seen})

    assert "Tanggal lahir berbeda dari yang tertulis di NIK" in first.content.decode()
    assert "Sudah benar, lanjutkan" in first.content.decode()
    assert second.url == address(2)
    for number in range(2, 6):
        client.post(address(number), typed_steps()[number])
    assert Participant.objects.get().flags == ["NIK_DOB_MISMATCH"]


def test_a_nik_of_another_kota_is_a_doubt_at_the_address(client, ground):
    client.post(address(1), typed_steps(nik=invented_nik(1, prefix="317506"))[1])

    answer = shown_again(client, client.post(address(2), typed_steps()[2]))

    assert "Wilayah pada NIK berbeda dari alamat" in answer.content.decode()


def test_a_step_cannot_be_jumped(client, ground):
    fill(client, until=2)

    answer = client.get(address(5), follow=True)

    assert answer.redirect_chain[-1][0] == address(3)
    assert "Lengkapi dulu langkah 3" in answer.content.decode()


def test_without_a_programme_year_registration_is_closed(client, ground):
    ProgrammeYear.objects.update(starts_on="2019-01-01", ends_on="2019-12-31")

    answer = client.post(address(1), typed_steps()[1], follow=True)

    assert "Pendaftaran belum dibuka" in answer.content.decode()
    assert RegistrationDraft.objects.count() == 0


def test_text_like_a_formula_stays_text(client, ground):
    fill(client, business_name="=SUM(A1)", street="@jalan <b>1</b>")

    assert Business.objects.get().name == "=SUM(A1)"
    assert Participant.objects.get().street == "@jalan <b>1</b>"


def test_a_weak_password_is_refused_before_anything_is_stored(client, ground):
    page = shown_again(client, fill(client, password="12345678", consents=["news"])).content.decode()

    assert "Kata sandi ini terlalu umum" in page
    assert "12345678" not in page
    assert Participant.objects.count() == 0
    assert User.objects.count() == 0


def test_too_many_registrations_from_one_address_are_asked_to_wait(client, ground, monkeypatch):
    monkeypatch.setattr("participants.registration.views.check.RATES", {"send": "1/h/ip"})
    fill(client)
    client.post(reverse("participants:registration-begin"))

    answer = shown_again(client, fill(client, nik=invented_nik(2)))

    assert "Terlalu banyak pendaftaran" in answer.content.decode()
    assert Participant.objects.count() == 1
    cache.clear()
