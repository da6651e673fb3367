"""The admin's list of people taken along by django-import-export: who may, whose rows, in what form, and the log."""

import csv
import io

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from import_export.admin import ExportMixin
from openpyxl import load_workbook

from okoce.accounts.models import AccessLog, RoleAssignment
from okoce.accounts.roles import Role
from okoce.clock import today
from participants.exports import actions as exports
from participants.exports import admin as exports_admin
from participants.journey.actions import journeys
from participants.people.models import Business, Participant
from tests.factories import evidence
from tests.factories.people import ROLES_SINCE, make_participant, make_user
from tests.factories.places import DURI_KEPA, JATINEGARA, TOMANG

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:people_participant_export")
LIST = reverse("admin:people_participant_changelist")
XLSX, CSV = "0", "1"
SENT = {"reason": "Undangan pelatihan", "resource": "0", "format": CSV}


@pytest.fixture
def staff(client):
    client.user = make_user("staff")
    client.force_login(client.user)
    return client


def numbers_in(response):
    """Registration numbers of the people in a CSV."""
    lines = list(csv.reader(io.StringIO(response.content.decode().removeprefix("\ufeff")), delimiter=";"))
    return [line[0] for line in lines[2:]]


def test_the_list_goes_out_by_the_mixin_of_django_import_export():
    assert isinstance(admin.site.get_model_admin(Participant), ExportMixin)


@pytest.mark.parametrize("role", [None, "mentor", "officer", "official", "auditor", "privacy"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_sudin_and_dinas_take_rows_along(client, role, method):
    make_participant()
    client.force_login(make_user(role))

    response = getattr(client, method)(PAGE, SENT)

    assert response.status_code == 403
    assert not AccessLog.objects.exists()


def test_without_a_reason_nothing_leaves(staff):
    make_participant()

    response = staff.post(PAGE, SENT | {"reason": ""})

    assert response["Content-Type"].startswith("text/html")
    assert "Tulis alasan singkat" in response.text
    assert not AccessLog.objects.exists()


def test_nothing_leaves_as_json_or_in_another_form_than_the_two(staff):
    make_participant()

    response = staff.post(PAGE, SENT | {"format": "2"})

    assert response["Content-Type"].startswith("text/html")
    assert not AccessLog.objects.exists()


def test_staff_take_the_rows_of_their_kota_and_no_other(staff):
    here = {make_participant(kelurahan=place).registration_number for place in (TOMANG, DURI_KEPA)}
    make_participant(kelurahan=JATINEGARA)
    make_participant(kelurahan=JATINEGARA, user=staff.user)

    assert set(numbers_in(staff.post(PAGE, SENT))) == here


def test_who_sees_two_areas_takes_along_only_the_one_where_they_may(staff):
    """An officer of Jatinegara sees its people in the list; only Sudin of Jakarta Barat may take rows along."""
    here, seen = make_participant(kelurahan=TOMANG), make_participant(kelurahan=JATINEGARA)
    RoleAssignment.objects.create(
        user=staff.user, role=Role.OFFICER, region_id=seen.kecamatan_id, starts_at=ROLES_SINCE
    )
    assert seen.name in staff.get(LIST).text

    assert numbers_in(staff.post(PAGE, SENT)) == [here.registration_number]
    assert not AccessLog.objects.filter(act="export", subject_id=seen.pk).exists()


def test_ticked_rows_of_another_kota_are_not_there(staff):
    own, foreign = make_participant(), make_participant(kelurahan=JATINEGARA)

    response = staff.post(f"{PAGE}?pk__in={own.pk},{foreign.pk}", SENT)

    assert numbers_in(response) == [own.registration_number]


def test_the_filters_and_the_search_of_the_list_hold(staff):
    checked, waiting = make_participant(name="Contoh Melati"), make_participant(name="Contoh Kenanga")
    evidence.make_check(checked, today())
    journeys.refresh([checked.pk])

    assert numbers_in(staff.post(f"{PAGE}?ktp=menunggu", SENT)) == [waiting.registration_number]
    assert numbers_in(staff.post(f"{PAGE}?q=Melati", SENT)) == [checked.registration_number]


@pytest.mark.parametrize("query", ["id__exact=x", "pk__in=x"])
def test_an_address_that_filters_by_nonsense_leads_to_the_list(staff, query):
    assert staff.get(f"{PAGE}?{query}").headers.get("Location") == LIST


def test_the_list_leads_there_with_its_filters(staff):
    make_participant()

    page = staff.get(f"{LIST}?ktp=menunggu").text

    assert f'href="{PAGE}?ktp=menunggu"' in page


def test_an_officer_finds_no_way_there(client):
    client.force_login(make_user("officer"))
    person = make_participant()

    page = client.get(LIST)
    ticked = client.post(LIST, {"action": "export_ticked", "_selected_action": [person.pk]})

    assert person.name in page.text
    assert PAGE not in page.text
    assert PAGE not in ticked.headers.get("Location", "")


def test_ticked_rows_are_taken_along_from_the_same_page(staff):
    ticked, other = [make_participant() for _ in range(2)], make_participant()

    response = staff.post(LIST, {"action": "export_ticked", "_selected_action": [person.pk for person in ticked]})

    taken = numbers_in(staff.post(response.url, SENT))
    assert response.url.startswith(PAGE)
    assert sorted(taken) == sorted(person.registration_number for person in ticked)
    assert other.registration_number not in taken


def test_more_ticked_rows_than_an_address_holds_are_refused(staff, monkeypatch):
    monkeypatch.setattr(exports_admin, "MOST_TICKED", 1)
    people = [make_participant() for _ in range(2)]

    response = staff.post(LIST, {"action": "export_ticked", "_selected_action": [person.pk for person in people]})

    assert [str(said) for said in get_messages(response.wsgi_request)] == [
        "Lebih dari 1 baris; saring daftar ini, lalu tekan Unduh data."
    ]
    assert PAGE not in response.headers.get("Location", "")


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_the_file_is_that_of_the_officers_page(staff, kind):
    """The same line about who took it, the same columns and cells: NIK masked, nothing computed."""
    person = make_participant(name="Contoh Melati", street="=HYPERLINK(1)")
    Business.objects.create(participant=person, standing="running", trade="gorengan")
    officers = reverse("participants:exports-people")
    name = {CSV: "csv", XLSX: "xlsx"}[kind]

    mine = staff.post(PAGE, SENT | {"format": kind})
    theirs = staff.post(officers, {"reason": SENT["reason"], "bentuk": name})

    assert mine["Content-Disposition"] == theirs["Content-Disposition"]
    if kind == CSV:
        texts = [page.content.decode() for page in (mine, theirs)]
        mine_rows, their_rows = ([*csv.reader(io.StringIO(text), delimiter=";")] for text in texts)
    else:
        books = [load_workbook(io.BytesIO(page.content)).active for page in (mine, theirs)]
        mine_rows, their_rows = ([list(row) for row in book.iter_rows(values_only=True)] for book in books)
    assert mine_rows[1:] == their_rows[1:]
    assert staff.user.name in mine_rows[0][0]
    assert "'=HYPERLINK(1)" in mine_rows[2]
    assert person.nik_masked in mine_rows[2]
    assert person.nik not in repr(mine_rows)


def test_everyone_in_the_file_can_read_who_took_it_and_why(staff):
    people = [make_participant() for _ in range(3)]

    staff.post(PAGE, SENT)

    log = AccessLog.objects.get(act="export", subject="people.participant", actor=staff.user)
    assert set(log.ids) == {person.pk for person in people}
    assert log.reason == "Undangan pelatihan (berkas CSV berisi 3 orang)"


def test_nobody_to_take_along_is_said_on_the_page(staff):
    response = staff.post(PAGE, SENT)

    assert "Tidak ada peserta yang cocok; longgarkan saringan." in response.text
    assert "Undangan pelatihan" in response.text


def test_too_many_rows_are_refused_whole(staff, monkeypatch):
    monkeypatch.setattr(exports, "MOST", 2)
    for _ in range(3):
        make_participant()

    response = staff.post(PAGE, SENT)

    assert "saring dulu" in response.text
    assert not AccessLog.objects.exists()


def test_three_rows_ask_as_often_as_one(staff):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            staff.post(PAGE, SENT)
        return len(asked)

    def add():
        person = make_participant()
        Business.objects.create(participant=person, standing="running", trade="gorengan")
        evidence.make_check(person, today())
        journeys.refresh([person.pk])

    add()
    statements()  # the names of places are read once a process
    few = statements()
    add()
    add()

    assert statements() == few
