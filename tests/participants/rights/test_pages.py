"""Pages of rights: on Data saya, at the desk of the kecamatan, and of the data-protection officer."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from participants.people.models import Participant
from participants.privacy import own_data
from participants.rights import copies
from participants.rights.actions import requests
from participants.rights.models import RightsRequest
from participants.rights.views import desk
from tests.factories.bazaars import make_application, make_bazaar, make_stall_day
from tests.factories.calls import make_call
from tests.factories.people import make_participant, make_user
from tests.factories.places import KEBON_JERUK
from tests.participants.rights.test_requests import ask, granted

pytestmark = pytest.mark.django_db

Kind, State = RightsRequest.Kind, RightsRequest.State


def url(name, *args):
    return reverse(f"participants:rights-{name}", args=args)


@pytest.fixture
def owner(client):
    user = make_user()
    client.force_login(user)
    return user


# --- Data saya -----------------------------------------------------------------------------------------


def test_a_person_asks_sees_the_clock_and_takes_it_back(client, owner):
    person = make_participant(user=owner)
    number = person.registration_number

    client.post(url("ask", number), {"kind": "restriction", "words": "Sengketa keluarga"})

    made = RightsRequest.objects.get()
    body = client.get(f"/privasi/{number}/").content.decode()
    assert "Pembatasan" in body
    assert "sisa 71 jam" in body or "sisa 72 jam" in body
    client.post(url("withdraw", number, made.pk))
    assert "ditarik" in client.get(f"/privasi/{number}/").content.decode()


def test_the_outcome_stands_in_words(client, owner):
    person = make_participant(user=owner)
    granted(ask(person))

    assert "Dikabulkan seperti diminta." in client.get(f"/privasi/{person.registration_number}/").content.decode()


def test_nothing_chosen_is_said_at_the_form(client, owner):
    person = make_participant(user=owner)

    response = client.post(url("ask", person.registration_number), {"words": "x"}, follow=True)

    assert "Pilih apa yang Anda minta." in response.content.decode()
    assert not RightsRequest.objects.exists()


@pytest.mark.parametrize("role", [None, "officer", "privacy"])
def test_the_requests_of_others_are_not_there(client, role):
    person = make_participant(user=make_user())
    made = ask(person)
    client.force_login(make_user(role))

    assert client.get(url("ask", person.registration_number)).status_code == 404
    assert client.post(url("withdraw", person.registration_number, made.pk)).status_code == 404
    assert client.get(url("own-copy", person.registration_number)).status_code == 404


# --- The desks -----------------------------------------------------------------------------------------


ROLES = [None, "mentor", "officer", "staff", "province", "official", "auditor", "privacy"]
SEES = {"officer", "staff", "province", "auditor", "privacy"}


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_requests_and_who_decides_them(client, role):
    made = ask(make_participant(name="Kamboja"))
    client.force_login(make_user(role))

    pages = [client.get(url("list")), client.get(url("detail", made.pk))]

    assert [page.status_code for page in pages] == [200 if role in SEES else 403] * 2
    for name in ("take", "decide", "lift"):
        assert client.post(url(name, made.pk)).status_code == (302 if role == "privacy" else 403)
    if role in SEES:
        assert AccessLog.objects.filter(reason="Permohonan hak").count() == 2


def test_requests_of_another_kecamatan_are_not_there(client):
    made = ask(make_participant(name="Kamboja"))
    client.force_login(make_user("officer", region=KEBON_JERUK))

    assert "Kamboja" not in client.get(url("list")).content.decode()
    assert client.get(url("detail", made.pk)).status_code == 404


def test_the_oldest_clock_comes_first_and_a_missed_one_is_red(client):
    late, fresh = ask(make_participant(name="Kamboja")), ask(make_participant(name="Seroja"))
    at = late.due_at - dt.timedelta(hours=80)
    RightsRequest.objects.filter(pk=late.pk).update(asked_at=at - dt.timedelta(hours=72), due_at=at)
    client.force_login(make_user("privacy"))

    body = client.get(url("list")).content.decode()

    assert body.index("Kamboja") < body.index("Seroja")
    assert '<span class="status" data-state="late">lewat 8 jam</span>' in body
    assert "1 permohonan lewat dari 72 jam" in body
    only_late = client.get(url("list"), {"keadaan": "lewat"}).content.decode()
    assert ("Kamboja" in only_late, "Seroja" in only_late) == (True, False)
    assert fresh.is_missed is False


def test_the_list_is_filtered_by_kind(client):
    ask(make_participant(name="Kamboja"), Kind.COPY)
    ask(make_participant(name="Seroja"), Kind.ERASURE)
    client.force_login(make_user("privacy"))

    body = client.get(url("list"), {"jenis": "erasure"}).content.decode()

    assert ("Kamboja" in body, "Seroja" in body) == (False, True)


def test_the_list_costs_the_same_for_one_and_for_three(client):
    client.force_login(make_user("privacy"))
    counts = []
    for people in (1, 2):
        for _ in range(people):
            ask(make_participant())
        client.get(url("list"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url("list"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_officer_of_data_protection_takes_up_and_deletes(client):
    person = make_participant(name="Kamboja")
    made = ask(person, Kind.ERASURE)
    client.force_login(make_user("privacy"))

    client.post(url("take", made.pk))
    client.post(url("decide", made.pk), {"granted": "yes", "outcome": "Dihapus."})

    made.refresh_from_db()
    assert (made.state, made.outcome) == (State.DONE, "Data dihapus.")
    assert Participant.objects.get(pk=person.pk).name == "Data dihapus"
    assert "Kamboja" not in client.get(url("detail", made.pk)).content.decode()
    assert "Yang tersisa hanya hitungan tanpa nama" in client.get(url("detail", made.pk)).content.decode()


@pytest.mark.parametrize(("email", "warns", "said"), [("", True, desk.NOT_MAILED), ("a@contoh.id", False, desk.MAILED)])
def test_before_and_after_a_deletion_the_page_says_whether_a_mail_is_sent(client, email, warns, said):
    made = ask(make_participant(email=email), Kind.ERASURE)
    client.force_login(make_user("privacy"))

    before = client.get(url("detail", made.pk)).content.decode()
    after = client.post(url("decide", made.pk), {"granted": "yes", "outcome": "Dihapus."}, follow=True)

    assert ("Orang ini tanpa surel" in before) is warns
    assert f"Permohonan penghapusan data selesai. {said}" in after.content.decode()


def test_a_refused_deletion_claims_no_mail(client):
    made = ask(make_participant(), Kind.ERASURE)
    client.force_login(make_user("privacy"))

    after = client.post(url("decide", made.pk), {"granted": "no", "outcome": "Tidak."}, follow=True).content.decode()

    assert "Permohonan penghapusan data ditolak." in after
    assert (desk.MAILED in after, desk.NOT_MAILED in after) == (False, False)


def test_without_words_nothing_is_decided(client):
    made = ask(make_participant())
    client.force_login(make_user("privacy"))

    response = client.post(url("decide", made.pk), {"granted": "yes", "outcome": ""}, follow=True)

    assert "Tulis hasilnya dengan kata-kata" in response.content.decode()
    made.refresh_from_db()
    assert made.state == State.NEW


def test_an_officer_records_a_request_at_the_desk(client):
    person = make_participant()
    client.force_login(make_user("officer"))
    typed = {"kind": "copy", "way": "desk"}

    refused = client.post(url("add", person.pk), typed, follow=True)
    assert requests.NO_CARD in refused.content.decode()

    client.post(url("add", person.pk), typed | {"card_seen": "on"})

    assert RightsRequest.objects.get().way == "desk"


@pytest.mark.parametrize("role", ROLES)
def test_who_records_requests_for_others(client, role):
    person = make_participant()
    client.force_login(make_user(role))

    assert client.get(url("add", person.pk)).status_code == (200 if role in ("officer", "staff") else 403)


def test_staff_see_that_a_record_is_restricted(client):
    person = make_participant()
    ask(person, Kind.RESTRICTION)
    client.force_login(make_user("officer"))

    assert "Diproses terbatas" in client.get(reverse("participants:people-detail", args=[person.pk])).content.decode()


# --- Copies --------------------------------------------------------------------------------------------


COPIES = [("privacy", 200, 200), ("officer", 404, 200), ("auditor", 404, 404)]


@pytest.mark.parametrize(("role", "before", "after"), COPIES)
def test_who_may_take_a_copy(client, role, before, after):
    person = make_participant(name="Kamboja")
    made = ask(person)
    client.force_login(make_user(role))

    assert client.get(url("file", made.pk)).status_code == before
    granted(made)

    response = client.get(url("file", made.pk))
    assert response.status_code == after
    if after == 200:
        assert json.loads(response.content)["peserta"]["nama"] == "Kamboja"
        assert AccessLog.objects.filter(act="export", subject_id=person.pk, reason__startswith="Salinan").exists()


def test_no_copy_is_made_for_a_correction(client):
    made = granted(ask(make_participant(), Kind.CORRECTION, words="Nama jalan"))
    client.force_login(make_user("privacy"))

    assert client.get(url("file", made.pk)).status_code == 404


def test_the_paper_is_a_pdf_of_the_same_parts(client, owner):
    person = make_participant(user=owner, name="Kamboja")

    response = client.get(url("own-copy", person.registration_number))

    assert response.content.startswith(b"%PDF")
    assert person.registration_number in response["Content-Disposition"]


def test_each_part_of_a_copy_becomes_lines():
    person = {"nama": "Kamboja", "alamat": {"rt": "001"}, "surel": "", "tanggal_lahir": "1990-05-10"}
    copy = {"dibuat": "2026-11-28T17:00:00+00:00", "peserta": person, "izin_usaha": [], "usaha": None}

    assert copies.sections(copy) == [
        ("Peserta", [[("Nama", "Kamboja"), ("Alamat, RT", "001"), ("Tanggal lahir", "10 Mei 1990")]]),
        ("Izin usaha", []),
        ("Usaha", []),
    ]


def test_a_copy_holds_stalls_messages_and_requests():
    person = make_participant(user=make_user())
    bazaar = make_bazaar(name="Bazar Senen")
    make_stall_day(make_application(bazaar, person))
    make_call(person, text="sesi pindah ke Aula Tomang.")
    ask(person, words="Untuk bank")

    copy = own_data.export(person, by=person.user)

    assert copy["lamaran_lapak"][0]["bazar"] == "Bazar Senen"
    assert [row["bazar"] for row in copy["lapak"]] == ["Bazar Senen"]
    assert [row["isi"] for row in copy["kabar"]] == ["sesi pindah ke Aula Tomang."]
    assert [row["keterangan"] for row in copy["permohonan_hak"]] == ["Untuk bank"]
    json.dumps(copy)
