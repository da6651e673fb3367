"""Licences: applied for, issued or refused, taken back; Perizinan follows them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import today
from participants.journey.actions import journeys
from participants.journey.models import StageStanding
from participants.permits import actions as permits
from participants.permits.models import Licence
from tests.factories import evidence
from tests.factories.people import make_participant, make_user
from tests.factories.places import JATINEGARA
from tests.factories.years import make_year
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 1)
NIB = {"number": "9120200000001", "issued_on": DAY, "refusal_reason": ""}
NOTHING = {"number": "", "issued_on": None, "refusal_reason": ""}


def make_checked(**fields):
    person = make_participant(registered_at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC), **fields)
    evidence.make_check(person, dt.date(2026, 1, 6))
    journeys.refresh([person.pk])
    return person


def stages_of(person):
    return set(StageStanding.objects.filter(participant=person).values_list("stage", flat=True))


def sheet(**changes):
    return {"kind": "nib", "state": "applied", "number": "", "issued_on": "", "refusal_reason": ""} | changes


def add_page(person):
    return f"/perizinan/{person.registration_number}/baru/"


# --- The rules ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["free", "sequential"])
def test_perizinan_is_reached_and_lost_by_the_licence_alone(order):
    make_year(order=order)
    person, officer = make_checked(), make_user("officer")
    if order == "sequential":
        evidence.make_attendance(person, dt.date(2026, 1, 20))
        evidence.make_note(person, dt.date(2026, 2, 1), done_on=dt.date(2026, 2, 10))
        evidence.make_note(person, dt.date(2026, 2, 10))
    licence = permits.add(person, by=officer, kind="nib", state="applied", **NOTHING)
    before = stages_of(person)

    permits.decide(licence, by=officer, state="issued", **NIB)
    with_it = stages_of(person)
    permits.void(licence, by=officer, reason="Izin orang lain")

    assert "perizinan" not in before
    assert "perizinan" in with_it
    assert stages_of(person) == with_it - {"perizinan"}
    assert person.stage_events.last().reason == "Izin usaha dibatalkan: Izin orang lain"


@pytest.mark.parametrize(
    ("before", "after", "is_allowed"),
    [
        ("applied", "issued", True),
        ("applied", "refused", True),
        ("issued", "refused", False),
        ("issued", "applied", False),
        ("refused", "issued", False),
        ("refused", "applied", False),
    ],
)
def test_a_licence_moves_along_and_never_back(before, after, is_allowed):
    paper = {"applied": NOTHING, "issued": NIB, "refused": NOTHING | {"refusal_reason": "Alamat kurang"}}
    officer = make_user("officer")
    licence = permits.add(make_checked(), by=officer, kind="nib", state=before, **paper[before])

    if is_allowed:
        permits.decide(licence, by=officer, state=after, **paper[after])
    else:
        with pytest.raises(ValidationError, match="Hasil izin ini sudah tercatat"):
            permits.decide(licence, by=officer, state=after, **paper[after])

    licence.refresh_from_db()
    assert licence.state == (after if is_allowed else before)


@pytest.mark.parametrize(("state", "paper"), [("applied", NOTHING), ("issued", NIB)])
def test_what_stands_there_already_is_shown_and_not_taken_for_a_second_press(state, paper):
    person, officer = make_checked(), make_user("officer")
    permits.add(person, by=officer, kind="nib", state=state, **paper)

    with pytest.raises(ValidationError, match="sudah tercatat"):
        permits.add(person, by=officer, kind="nib", state=state, **paper)

    assert Licence.objects.count() == 1


def test_the_same_refusal_twice_is_two_refusals():
    person, officer = make_checked(), make_user("officer")

    for _ in range(2):
        permits.add(person, by=officer, kind="nib", state="refused", **NOTHING | {"refusal_reason": "Alamat kurang"})

    assert Licence.objects.count() == 2


def test_the_paper_closes_the_application_that_stands_open():
    person, officer = make_checked(), make_user("officer")
    licence = permits.add(person, by=officer, kind="nib", state="applied", **NOTHING)

    assert permits.add(person, by=officer, kind="nib", state="issued", **NIB) == licence
    assert Licence.objects.get().number == NIB["number"]


def test_after_a_refusal_one_applies_anew():
    person, officer = make_checked(), make_user("officer")
    permits.add(person, by=officer, kind="nib", state="refused", **NOTHING | {"refusal_reason": "Alamat kurang"})

    permits.add(person, by=officer, kind="nib", state="applied", **NOTHING)

    assert list(Licence.objects.values_list("state", flat=True)) == ["applied", "refused"]


def test_a_licence_taken_back_is_not_decided_and_not_taken_back_again():
    officer = make_user("officer")
    licence = permits.add(make_checked(), by=officer, kind="nib", state="applied", **NOTHING)
    permits.void(licence, by=officer, reason="Salah orang")

    with pytest.raises(ValidationError, match="sudah dibatalkan"):
        permits.decide(licence, by=officer, state="issued", **NIB)
    with pytest.raises(ValidationError, match="sudah dibatalkan"):
        permits.void(licence, by=officer, reason="Salah orang")
    assert Licence.objects.get().void_reason == "Salah orang"


def test_nobody_says_of_themselves_that_a_licence_was_issued():
    owner = make_user()
    person = make_checked(user=owner)

    with pytest.raises(ValidationError, match="Tunjukkan surat izinnya"):
        permits.add(person, by=owner, kind="nib", state="issued", **NIB)
    licence = permits.add(person, by=owner, kind="nib", state="applied", **NOTHING)
    with pytest.raises(ValidationError, match="Tunjukkan surat izinnya"):
        permits.decide(licence, by=owner, state="issued", **NIB)

    assert Licence.objects.get().state == "applied"


def test_the_owner_does_not_take_back_what_an_officer_saw():
    owner = make_user()
    licence = permits.add(make_checked(user=owner), by=make_user("officer"), kind="nib", state="issued", **NIB)

    with pytest.raises(ValidationError, match="hubungi mereka"):
        permits.void(licence, by=owner, reason="Tidak suka")
    assert Licence.objects.standing().exists()


# --- The pages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": ""}, "Pilih jenis izin"),
        ({"state": ""}, "Pilih keadaan izinnya"),
        ({"state": "issued", "issued_on": "2026-03-01"}, "Isi nomor izin"),
        ({"state": "issued", "number": "912"}, "Isi tanggal terbit"),
        ({"state": "issued", "number": "912", "issued_on": "2099-01-01"}, "belum tiba"),
        ({"state": "issued", "number": "912", "issued_on": "31-02-2026"}, "tidak ada di kalender"),
        ({"state": "refused"}, "Isi alasan penolakan"),
    ],
)
def test_what_is_not_complete_is_refused_and_kept_on_the_page(signed_in, changes, sentence):
    client = signed_in("officer")
    body = shown_again(client, client.post(add_page(make_checked()), sheet(**changes))).content.decode()

    assert sentence in body
    assert Licence.objects.count() == 0


@pytest.mark.parametrize("who", ["officer", "staff", "mentor"])
def test_staff_and_mentor_record_an_issued_licence_and_it_is_written_down(signed_in, who):
    client = signed_in(who)
    person = make_checked(mentor=client.user if who == "mentor" else None)

    page = client.post(add_page(person), sheet(state="issued", number="912", issued_on="2026-03-01"), follow=True)

    body = page.content.decode()
    assert "Izin usaha tercatat." in body
    assert "1 Maret 2026" in body
    assert "perizinan" in stages_of(person)
    assert AccessLog.objects.filter(actor=client.user, act="change", subject_id=person.pk).count() == 1


def test_the_owner_applies_and_reads_how_it_ended(signed_in):
    owner = make_user()
    person, client = make_checked(user=owner), signed_in(owner)

    asked = client.get(add_page(person)).content.decode()
    page = client.post(add_page(person), sheet(), follow=True).content.decode()
    licence = Licence.objects.get()
    client.post(f"/perizinan/{licence.pk}/hasil/", {"state": "refused", "refusal_reason": "Alamat kurang lengkap"})
    after = client.get(f"/perjalanan/{person.registration_number}/").content.decode()

    assert "Terbit" not in asked
    assert "diajukan" in page
    assert f"/perizinan/{licence.pk}/hasil/" in page
    assert "Alamat kurang lengkap" in after
    assert AccessLog.objects.count() == 0


@pytest.mark.parametrize("who", ["province", "official", "auditor", "privacy", "mentor", None])
def test_others_change_nothing(signed_in, who):
    person, client = make_checked(), signed_in(who)
    licence = evidence.make_licence(person, DAY)

    answers = [
        client.post(add_page(person), sheet()),
        client.post(f"/perizinan/{licence.pk}/hasil/", sheet(state="refused", refusal_reason="x")),
        client.post(f"/perizinan/{licence.pk}/batal/", {"reason": "iseng saja"}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert Licence.objects.standing().get().state == "issued"


def test_an_officer_elsewhere_finds_nothing(signed_in):
    stranger, client = make_checked(kelurahan=JATINEGARA), signed_in("officer")

    assert client.post(add_page(stranger), sheet()).status_code == 404
    assert Licence.objects.count() == 0


def test_a_row_taken_back_stays_to_be_read(signed_in):
    person, client = make_checked(), signed_in("officer")
    licence = evidence.make_licence(person, DAY)

    client.post(f"/perizinan/{licence.pk}/batal/", {"reason": "Nomor milik orang lain"})
    body = client.get(f"/peserta/{person.pk}/").content.decode()

    assert "dibatalkan" in body
    assert "Nomor milik orang lain" in body
    assert client.get(f"/perizinan/{licence.pk}/batal/").status_code == 404


@pytest.mark.parametrize(
    ("role", "sees", "acts"), [("officer", True, True), ("province", True, False), ("privacy", False, False)]
)
def test_the_section_is_for_those_the_table_of_roles_names(signed_in, role, sees, acts):
    person = make_checked()
    evidence.make_licence(person, DAY)

    body = signed_in(role).post(f"/peserta/{person.pk}/", {"reason": "Aduan warga nomor 3"}).content.decode()

    assert ('id="perizinan"' in body) == sees
    assert ("/baru/" in body) == acts


def test_the_journey_costs_the_same_for_one_licence_and_for_three(signed_in):
    owner = make_user()
    person, client = make_checked(user=owner), signed_in(owner)
    url = f"/perjalanan/{person.registration_number}/"
    evidence.make_licence(person, today())
    journeys.refresh([person.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _ in range(2):
        evidence.make_licence(person, today(), kind="halal")

    with CaptureQueriesContext(connection) as three:
        client.get(url)

    assert len(one) == len(three)


@pytest.mark.parametrize("who", ["owner", "mentor's list", "mentor's desk"])
def test_the_path_leads_to_sections_that_stand_on_the_same_page(signed_in, who):
    owner, mentor = make_user(), make_user("mentor")
    person = make_checked(user=owner, mentor=mentor)
    user, url = {
        "owner": (owner, f"/perjalanan/{person.registration_number}/"),
        "mentor's list": (mentor, f"/peserta/{person.pk}/"),
        "mentor's desk": (mentor, f"/pendampingan/{person.pk}/"),
    }[who]

    body = signed_in(user).get(url).content.decode()

    for section in ("perizinan", "keuangan"):
        assert f'href="#{section}"' in body
        assert f'id="{section}"' in body


@pytest.mark.parametrize(("role", "may_void"), [("staff", True), ("province", False)])
def test_the_admin_leads_to_taking_back_who_may_do_it(client, role, may_void):
    licence = evidence.make_licence(make_participant(), today())
    client.force_login(make_user(role))

    page = client.get(reverse("admin:permits_licence_change", args=[licence.pk])).text

    assert ("Batalkan dengan alasan" in page) == may_void
