"""Lists of people taken along: who may, whose rows, what stands in them, and what is written down."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from okoce.accounts.models import AccessLog
from okoce.clock import today
from participants.agency_trainings.models import OldClaim
from participants.exports import actions as exports
from participants.journey.actions import journeys
from participants.people.models import Business
from tests.factories import evidence
from tests.factories.people import make_participant, make_user
from tests.factories.places import DURI_KEPA, JATINEGARA, TOMANG

pytestmark = pytest.mark.django_db

PAGE = reverse("participants:exports-people")
SENT = {"reason": "Undangan pelatihan", "bentuk": "csv"}


@pytest.fixture
def staff(client):
    client.user = make_user("staff")
    client.force_login(client.user)
    return client


def rows_of(response):
    """(watermark, header, people) of a CSV."""
    text = response.content.decode().removeprefix("\ufeff")
    mark, header, *people = csv.reader(io.StringIO(text), delimiter=";")
    return mark, header, [dict(zip(header, row, strict=True)) for row in people]


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

    response = staff.post(PAGE, {"reason": "", "bentuk": "csv"})

    assert response["Content-Type"].startswith("text/html")
    assert "alasan" in response.content.decode()
    assert not AccessLog.objects.exists()


def test_staff_take_the_rows_of_their_kota_and_no_other(staff):
    here = {make_participant(kelurahan=place).name for place in (TOMANG, DURI_KEPA)}
    make_participant(kelurahan=JATINEGARA)
    make_participant(kelurahan=JATINEGARA, user=staff.user)

    _, _, people = rows_of(staff.post(PAGE, SENT))

    assert {row["Nama Lengkap"] for row in people} == here


def test_the_filters_of_the_list_hold(staff):
    checked, waiting = make_participant(), make_participant()
    evidence.make_check(checked, today())
    journeys.refresh([checked.pk])

    _, _, people = rows_of(staff.post(f"{PAGE}?menunggu=on", SENT))

    assert [row["Nomor Pendaftaran"] for row in people] == [waiting.registration_number]


def test_a_row_tells_the_person_with_the_nik_masked(staff):
    person = make_participant(phone="+6281200009911", email="ani@contoh.example", rt="005", rw="002")
    Business.objects.create(participant=person, standing="running", trade="gorengan")
    evidence.make_check(person, today())
    OldClaim.objects.create(participant=person, text="P2 sudah", source="daftar lama", noted_by=staff.user)
    journeys.refresh([person.pk])

    mark, _, people = rows_of(staff.post(PAGE, SENT))

    assert people == [
        {
            "Nomor Pendaftaran": person.registration_number,
            "NIK": person.nik_masked,
            "Nama Lengkap": person.name,
            "Tanggal Lahir": "10/05/1990",
            "Jenis Kelamin": "L",
            "Nomor HP": "0812-0000-9911",
            "Surel": "ani@contoh.example",
            "Alamat": "Jalan Anggrek 1",
            "RT": "005",
            "RW": "002",
            "Kecamatan": "Grogol Petamburan",
            "Kelurahan": "Tomang",
            "Jenis Usaha": "gorengan",
            "Mendaftar": f"{today():%d/%m/%Y}",
            "KTP Diperiksa": "sudah",
            "Tahap": "Pendaftaran",
            "Klaim Lama (bukan bukti)": "P2 sudah",
        }
    ]
    assert staff.user.name in mark[0]
    assert f"{today():%d/%m/%Y}" in mark[0]


def test_a_workbook_holds_the_same_rows_as_text(staff):
    person = make_participant(name="Ani = Budi", rt="005")

    response = staff.post(PAGE, SENT | {"bentuk": "xlsx"})

    sheet = load_workbook(io.BytesIO(response.content)).active
    _, header, row = sheet.iter_rows()
    shown = {head.value: cell for head, cell in zip(header, row, strict=True)}
    assert (shown["Nama Lengkap"].value, shown["RT"].value, shown["NIK"].value) == (
        person.name,
        "005",
        person.nik_masked,
    )
    assert {cell.data_type for cell in row if cell.value is not None} == {"s"}
    assert response["Content-Disposition"] == f'attachment; filename="peserta-{today():%Y-%m-%d}.xlsx"'


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_whole_nik_leaves(staff, kind):
    person = make_participant()

    content = staff.post(PAGE, SENT | {"bentuk": kind}).content

    if kind == "xlsx":
        cells = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        content = repr(list(cells)).encode()
    assert person.name.encode() in content
    assert person.nik.encode() not in content


def test_a_formula_in_somebodys_data_is_text(staff):
    make_participant(street="=HYPERLINK(1)")

    _, _, people = rows_of(staff.post(PAGE, SENT))

    assert people[0]["Alamat"] == "'=HYPERLINK(1)"


def test_everyone_in_the_file_can_read_who_took_it_and_why(staff):
    people = [make_participant() for _ in range(3)]

    staff.post(PAGE, SENT)

    log = AccessLog.objects.get(act="export", subject="people.participant", actor=staff.user)
    assert set(log.ids) == {person.pk for person in people}
    assert log.reason == "Undangan pelatihan (berkas CSV berisi 3 orang)"


def test_too_many_rows_are_refused_whole(staff, monkeypatch):
    monkeypatch.setattr(exports, "MOST", 2)
    for _ in range(3):
        make_participant()

    response = staff.post(PAGE, SENT)

    assert "saring dulu" in response.content.decode()
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize(("people", "words"), [(2, "2 orang akan masuk"), (3, "lebih dari 2 orang")])
def test_the_page_says_how_many_it_will_be_or_that_it_is_too_many(staff, monkeypatch, people, words):
    monkeypatch.setattr(exports, "MOST", 2)
    for _ in range(people):
        make_participant()

    page = staff.get(PAGE).text

    assert words in page
    assert ("Saring dulu" in page) == (people > 2)


def test_three_rows_ask_as_often_as_one(staff):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            rows_of(staff.post(PAGE, SENT))
        return len(asked)

    def add():
        person = make_participant()
        Business.objects.create(participant=person, standing="running", trade="gorengan")
        evidence.make_check(person, today())
        journeys.refresh([person.pk])

    add()
    questions()  # the names of places are read once a process
    few = questions()
    add()
    add()

    assert questions() == few


def test_the_list_leads_there_with_its_filters(staff):
    make_participant()

    page = staff.get("/peserta/?menunggu=on").content.decode()

    assert f'href="{PAGE}?menunggu=on"' in page


@pytest.mark.parametrize("role", ["officer", "mentor", "privacy"])
def test_the_list_of_others_does_not(client, role):
    client.force_login(make_user(role))

    assert PAGE not in client.get("/peserta/").content.decode()
