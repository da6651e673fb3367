"""What a person reads and decides about their own data."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import today
from participants.consents import actions as consents
from participants.consents import memory
from participants.consents.models import Consent
from participants.consents.texts import Purpose
from tests.factories import evidence
from tests.factories.bazaars import make_application, make_bazaar, make_sale, make_stall_day
from tests.factories.invitations import make_invitation
from tests.factories.people import invented_nik, make_participant, make_user
from tests.factories.places import TOMANG
from tests.factories.venues import make_training
from tests.trainings.coming import come, make_person
from trainings.attendance.models import Mark
from trainings.certificates.actions import certificates
from trainings.door.models import DoorSeat, Feedback, StandBy
from trainings.placements.models import Placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    user = make_user()
    client.force_login(user)
    return user


def page_of(person, rest=""):
    return f"/privasi/{person.registration_number}/{rest}"


def test_a_visitor_is_asked_to_log_in(client):
    assert client.get("/privasi/").status_code == 302


def test_my_data_are_shown_with_the_nik_masked(client, owner):
    nik = invented_nik(31)
    make_participant(user=owner, name="Kamboja", nik=nik, street="Gang Sedap Malam 4")

    body = client.get("/privasi/").content.decode()

    assert "Gang Sedap Malam 4" in body
    assert f"{nik[:4]}••••••••{nik[-4:]}" in body
    assert nik not in body


def test_a_family_chooses_whose_data(client, owner):
    people = [make_participant(user=owner), make_participant(user=owner)]

    body = client.get("/privasi/").content.decode()

    for person in people:
        assert page_of(person) in body
        assert client.get(page_of(person)).status_code == 200


def test_without_a_record_there_is_a_way_to_get_one(client, owner):
    body = client.get("/privasi/").content.decode()

    assert "Belum ada data peserta" in body
    assert 'href="/daftar/"' in body


@pytest.mark.parametrize("rest", ["", "unduh/"])
@pytest.mark.parametrize("role", [None, "officer", "staff", "privacy"])
def test_the_data_of_others_are_not_there_not_even_for_staff(client, role, rest):
    person = make_participant(kelurahan=TOMANG, user=make_user())
    client.force_login(make_user(role))

    assert client.get(page_of(person, rest)).status_code == 404
    assert client.get(f"/privasi/TIDAK-ADA/{rest}").status_code == 404


def test_who_looked_is_shown_by_role_with_the_reason(client, owner):
    person = make_participant(user=owner)
    officer = make_user("officer", name="Petugas Bernama")
    access_log.record(officer, AccessLog.Act.UNMASK, person, reason="Mencocokkan dengan Dukcapil")
    access_log.record(owner, AccessLog.Act.EXPORT, person)
    access_log.record(officer, AccessLog.Act.OPEN, make_participant(), reason="orang lain")

    body = client.get("/privasi/").content.decode()

    assert "Petugas kecamatan" in body
    assert "Melihat NIK utuh" in body
    assert "Mencocokkan dengan Dukcapil" in body
    assert "Petugas Bernama" not in body
    assert "orang lain" not in body
    assert body.count('data-label="Siapa"') == 1


def test_reading_costs_the_same_for_one_look_and_for_three(client, owner):
    person, officer = make_participant(user=owner), make_user("officer")
    access_log.record(officer, AccessLog.Act.OPEN, person)
    client.get("/privasi/")
    with CaptureQueriesContext(connection) as one:
        client.get("/privasi/")
    for _ in range(2):
        access_log.record(officer, AccessLog.Act.OPEN, person)

    with CaptureQueriesContext(connection) as three:
        client.get("/privasi/")

    assert len(three) == len(one)


# --- Consents -------------------------------------------------------------------------------------------


def say(client, person, purpose, word):
    """Press a button of the page, which says which text stood there."""
    text = memory.current(purpose).pk if purpose in Purpose else ""
    sent = {"purpose": purpose, "is_given": word, "text": text}
    return client.post(page_of(person, "persetujuan/"), sent, follow=True)


def answers(person):
    rows = Consent.objects.filter(participant=person).order_by("id")
    return list(rows.values_list("purpose", "is_given", "channel"))


def test_consent_is_given_and_withdrawn_in_one_click_each(client, owner):
    person = make_participant(user=owner)
    assert "Tarik persetujuan" not in client.get("/privasi/").content.decode()

    say(client, person, "news", "yes")
    assert "Tarik persetujuan" in client.get("/privasi/").content.decode()

    response = say(client, person, "news", "no")
    assert "Persetujuan ditarik" in response.content.decode()
    assert answers(person) == [("news", True, "daring"), ("news", False, "daring")]


def test_the_same_answer_twice_is_one_row(client, owner):
    person = make_participant(user=owner)

    for _ in range(2):
        say(client, person, "partners", "yes")
    say(client, person, "publicity", "no")

    assert answers(person) == [("partners", True, "daring")]
    assert consents.given(person)["publicity"] is None


def test_an_unknown_purpose_is_refused(client, owner):
    person = make_participant(user=owner)

    response = say(client, person, "iklan", "yes")

    assert "tidak dikenal" in response.content.decode()
    assert answers(person) == []


def test_nobody_answers_for_others(client, owner):
    person = make_participant(user=make_user())

    response = say(client, person, "news", "yes")

    assert response.status_code == 404
    assert answers(person) == []


# --- A copy ---------------------------------------------------------------------------------------------


def test_the_copy_holds_everything_and_no_whole_nik(client, owner):
    nik = invented_nik(31)
    person = make_participant(user=owner, nik=nik, name="Kamboja")
    evidence.make_note(person, person.registered_at.date())
    access_log.record(make_user("officer"), AccessLog.Act.OPEN, person)

    response = client.get(page_of(person, "unduh/"))

    copy = json.loads(response.content)
    assert response["Content-Disposition"] == f'attachment; filename="data-saya-{person.registration_number}.json"'
    assert copy["peserta"]["nama"] == "Kamboja"
    assert copy["peserta"]["nik"] == f"{nik[:4]}••••••••{nik[-4:]}"
    assert [look["siapa"] for look in copy["yang_melihat"]] == ["Petugas kecamatan, Grogol Petamburan"]
    assert len(copy["pendampingan"]) == 1
    assert nik not in response.content.decode()
    assert "Rahasia berdua" not in response.content.decode()
    assert AccessLog.objects.filter(act="export", actor=owner).count() == 1


def test_the_copy_holds_seats_attendance_certificates_and_placements(client, owner):
    person = make_person(user=owner)
    [seat] = come(person, ago=2)
    certificates.ask_for_own(person, by=owner)
    Placement.objects.create(
        training=make_training(),
        participant=person,
        host_name="Toko Melati",
        host_address="Jalan Melati 3",
        host_phone="+6281234567890",
        starts_on=today(),
        ends_on=today(),
        noted_by=owner,
    )

    copy = json.loads(client.get(page_of(person, "unduh/")).content)

    assert [row["sesi"] for row in copy["kursi_pelatihan"]] == [seat.session.title]
    assert [row["batal"] for row in copy["kehadiran_pelatihan"]] == [""]
    assert sorted(row["nomor"][11:14] for row in copy["sertifikat"]) == ["PEL", "SK/"]
    assert [row["tempat"] for row in copy["penempatan"]] == ["Toko Melati"]


def test_the_copy_holds_marks_of_officers_invitations_the_door_and_opinions(client, owner):
    person, officer = make_person(user=owner), make_user("officer")
    [seat] = come(person, ago=2)
    meeting = seat.session.meetings.first()
    Mark.objects.create(meeting=meeting, seat=seat, is_present=True, source=Mark.Source.DOOR, marked_by=officer)
    DoorSeat.objects.create(seat=seat, meeting=meeting)
    StandBy.objects.create(meeting=meeting, number=7, participant=person, made_by=officer)
    Feedback.objects.create(seat=seat, question=Feedback.Question.CLEAR, answer=Feedback.Answer.YES)
    make_invitation(seat.session, person, state="declined", answered_by_way="by_phone")

    copy = json.loads(client.get(page_of(person, "unduh/")).content)

    title = seat.session.title
    marks = [(row["sesi"], row["hadir"], row["lewat"]) for row in copy["catatan_petugas_di_pertemuan"]]
    assert marks == [(title, True, "daftar hadir"), (title, True, "pintu")]
    assert [row["sesi"] for row in copy["kursi_dari_pintu"]] == [title]
    assert [(row["sesi"], row["nomor"]) for row in copy["nomor_siaga"]] == [(title, 7)]
    assert [(row["pertanyaan"], row["jawaban"]) for row in copy["pendapat_tentang_pelatihan"]] == [("Jelas?", "Ya")]
    assert [(row["sesi"], row["dijawab_lewat"]) for row in copy["undangan_pelatihan"]] == [(title, "lewat telepon")]


def test_the_copy_holds_stalls_and_takings(client, owner):
    person = make_participant(user=owner)
    application = make_application(make_bazaar(days=(-2, 1)), person)
    make_stall_day(application, number=4)
    make_sale(application.bazaar, person, amount=250_000)

    copy = json.loads(client.get(page_of(person, "unduh/")).content)

    assert [row["nomor"] for row in copy["lamaran_lapak"]] == [application.number]
    assert [(row["bazar"], row["nomor"]) for row in copy["lapak"]] == [("Bazar Kembang", 4)]
    assert [row["jumlah"] for row in copy["penjualan_lapak"]] == [250_000]
