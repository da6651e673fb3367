"""People and their evidence in the admin: own area, masked, and never a stage by hand."""

import datetime as dt

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import today
from participants.journey.actions import journeys
from participants.journey.models import StageStanding
from participants.permits.models import Licence
from tests.carried import post
from tests.factories import evidence
from tests.factories.people import invented_nik, make_participant, make_user
from tests.factories.places import JATINEGARA

pytestmark = pytest.mark.django_db

ROLES = [None, "mentor", "officer", "staff", "province", "official", "auditor", "privacy"]
PAGES = {
    "participant": {"officer", "staff", "province", "privacy"},
    "stageevent": {"officer", "staff", "province", "auditor"},
    "licence": {"officer", "staff", "province"},
    "mentoringnote": {"officer", "staff"},
    "monthlystatement": {"staff"},
    "capitalapplication": {"staff"},
}


def page_of(model, rest=""):
    (label,) = [known._meta.app_label for known in admin.site._registry if known._meta.model_name == model]
    return f"/admin/{label}/{model}/{rest}"


@pytest.mark.parametrize("model", PAGES)
@pytest.mark.parametrize("role", ROLES)
def test_lists_by_role(signed_in, role, model):
    assert (signed_in(role).get(page_of(model)).status_code == 200) == (role in PAGES[model])


IN, OUT = "/peserta/impor/", "/admin/people/participant/export/"


@pytest.mark.parametrize(
    ("role", "ways"),
    [("officer", [IN]), ("staff", [IN, OUT]), ("province", [IN, OUT]), ("privacy", [])],
)
def test_the_list_leads_to_spreadsheets_in_and_out(signed_in, role, ways):
    body = signed_in(role).get(page_of("participant")).content.decode()

    assert [way for way in (IN, OUT) if f'href="{way}' in body] == ways


@pytest.mark.parametrize("page", ["change", "history"])
@pytest.mark.parametrize("role", ["province", "privacy"])
def test_an_overseer_is_sent_to_the_page_that_asks_why(signed_in, role, page):
    person = make_participant()

    response = signed_in(role).get(page_of("participant", f"{person.pk}/{page}/"))

    assert response.url == reverse("participants:people-detail", args=[person.pk])
    assert AccessLog.objects.count() == 0


@pytest.mark.parametrize("role", ["officer", "staff"])
def test_a_person_is_shown_masked_and_the_look_is_written_down(signed_in, role):
    nik = invented_nik(41)
    person = make_participant(nik=nik, phone="+6281200003344", street="Gang Rahasia 1")

    client = signed_in(role)
    body = client.get(page_of("participant", f"{person.pk}/change/")).content.decode()

    assert f"{nik[:4]}••••••••{nik[-4:]}" in body
    assert not any(secret in body for secret in (nik, "81200003344", "Gang Rahasia 1"))
    assert AccessLog.objects.get().subject_id == person.pk


@pytest.mark.parametrize("model", ["participant", "licence", "mentoringnote", "stageevent"])
def test_rows_of_another_area_are_not_there(signed_in, model):
    stranger = make_participant(name="Orang Cakung", kelurahan=JATINEGARA)
    evidence.make_check(stranger, today())
    rows = {
        "participant": stranger,
        "licence": evidence.make_licence(stranger, today()),
        "mentoringnote": evidence.make_note(stranger, today()),
    }
    journeys.refresh([stranger.pk])
    row = rows.get(model) or stranger.stage_events.first()
    client = signed_in("officer")

    assert "Orang Cakung" not in client.get(page_of(model)).content.decode()
    assert client.get(page_of(model, f"{row.pk}/change/")).status_code == 404
    assert client.get(page_of(model, "99999/change/")).status_code == 404


def test_people_are_found_by_name_and_number_but_never_by_nik_here(signed_in):
    nik = invented_nik(41)
    make_participant(name="Mawar Putih", nik=nik, phone="+6281200003344")
    client = signed_in("officer")

    def found(typed):
        return "Mawar Putih" in client.get(page_of("participant"), {"q": typed}).content.decode()

    assert [found(typed) for typed in ("mawar", "0812-0000-3344", "melati", nik)] == [True, True, False, False]


def test_nobody_adds_or_deletes_people_here(signed_in):
    person, client = make_participant(), signed_in("staff")

    assert client.get(page_of("participant", "add/")).status_code == 403
    assert client.get(page_of("participant", f"{person.pk}/delete/")).status_code == 403


def test_a_mentor_of_the_area_is_given_and_nobody_else(signed_in):
    person, mentor, stranger = make_participant(), make_user("mentor"), make_user("mentor", region="31.75.06")
    inline = {"identity_checks-TOTAL_FORMS": 0, "identity_checks-INITIAL_FORMS": 0}
    client = signed_in("officer")

    post(client, page_of("participant", f"{person.pk}/change/"), {"mentor": stranger.pk} | inline)
    person.refresh_from_db()
    assert person.mentor is None

    post(client, page_of("participant", f"{person.pk}/change/"), {"mentor": mentor.pk} | inline)
    person.refresh_from_db()
    assert person.mentor == mentor


def test_the_list_of_people_costs_the_same_for_one_and_for_three(signed_in):
    client = signed_in("officer")
    make_participant()
    client.get(page_of("participant"))
    with CaptureQueriesContext(connection) as one:
        client.get(page_of("participant"))
    for _ in range(2):
        make_participant()

    with CaptureQueriesContext(connection) as three:
        client.get(page_of("participant"))

    assert len(three) == len(one)


# --- Licences -------------------------------------------------------------------------------------------


def licence_of(person, **changes):
    return {
        "participant": person.pk,
        "kind": "nib",
        "state": "issued",
        "number": "9120200000001",
        "issued_on": "2026-03-01",
        "refusal_reason": "",
    } | changes


def make_checked(**fields):
    person = make_participant(registered_at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC), **fields)
    evidence.make_check(person, dt.date(2026, 1, 6))
    journeys.refresh([person.pk])
    return person


def test_an_issued_licence_moves_the_journey_and_taking_it_back_moves_it_too(signed_in):
    person, client = make_checked(), signed_in("officer")

    client.post(page_of("licence", "add/"), licence_of(person))
    assert StageStanding.objects.filter(participant=person, stage="perizinan").exists()

    change = page_of("licence", f"{Licence.objects.get().pk}/change/")
    body = post(client, change, licence_of(person, state="applied")).content.decode()
    assert "bila salah catat, batalkan lalu catat lagi" in body
    assert StageStanding.objects.filter(participant=person, stage="perizinan").exists()

    post(client, change, licence_of(person, issued_on="2026-04-01"))
    assert StageStanding.objects.get(participant=person, stage="perizinan").reached_on == dt.date(2026, 4, 1)

    client.post(f"/perizinan/{Licence.objects.get().pk}/batal/", {"reason": "Izin orang lain"})
    assert not StageStanding.objects.filter(participant=person, stage="perizinan").exists()
    assert person.stage_events.last().reason == "Izin usaha dibatalkan: Izin orang lain"
    assert client.post(change, licence_of(person)).status_code == 403


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": ""}, "Isi nomor izin"),
        ({"issued_on": ""}, "Isi tanggal terbit"),
        ({"issued_on": "2099-01-01"}, "belum tiba"),
        ({"state": "refused"}, "Isi alasan penolakan"),
    ],
)
def test_a_licence_that_is_not_complete_is_refused_with_a_sentence(signed_in, changes, sentence):
    body = signed_in("officer").post(page_of("licence", "add/"), licence_of(make_checked(), **changes)).content.decode()

    assert sentence in body
    assert "onstraint" not in body
    assert Licence.objects.count() == 0


def test_an_application_that_stands_open_is_not_entered_again(signed_in):
    person, client = make_checked(), signed_in("officer")
    applied = licence_of(person, state="applied", number="", issued_on="")
    client.post(page_of("licence", "add/"), applied)

    body = client.post(page_of("licence", "add/"), applied).content.decode()

    assert "catat hasilnya di baris itu" in body
    assert Licence.objects.count() == 1


def test_nobody_records_a_licence_for_themselves_or_outside_their_area(signed_in):
    client = signed_in("officer")
    own, stranger = make_checked(user=client.user), make_checked(kelurahan=JATINEGARA)

    for person in (own, stranger):
        assert client.post(page_of("licence", "add/"), licence_of(person)).status_code == 200

    assert Licence.objects.count() == 0


# --- What stays hidden ----------------------------------------------------------------------------------


def test_the_text_of_a_note_is_nowhere_in_the_admin(signed_in):
    note = evidence.make_note(make_participant(), today(), done_on=today())
    client = signed_in("staff")

    for rest in ("", f"{note.pk}/change/"):
        response = client.get(page_of("mentoringnote", rest))
        assert response.status_code == 200
        assert "Rahasia berdua" not in response.content.decode()
        assert "Catat penjualan" not in response.content.decode()


@pytest.mark.parametrize("model", ["stageevent", "mentoringnote", "monthlystatement", "capitalapplication"])
def test_evidence_and_events_are_only_read(signed_in, model):
    person = make_checked()
    rows = {
        "stageevent": person.stage_events.first(),
        "mentoringnote": evidence.make_note(person, today()),
        "monthlystatement": evidence.make_statement(person, dt.date(2026, 2, 1)),
        "capitalapplication": evidence.make_disbursement(person, dt.date(2026, 5, 1)),
    }
    client = signed_in("staff")

    assert client.get(page_of(model, "add/")).status_code == 403
    assert client.get(page_of(model, f"{rows[model].pk}/delete/")).status_code == 403
    assert client.post(page_of(model, f"{rows[model].pk}/change/"), {}).status_code == 403
