"""Riwayat perubahan: what was changed in somebody's records, for those who keep them right, and for nobody else."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce import history
from okoce.accounts.models import AccessLog
from okoce.clock import today
from okoce.regions.models import Region
from participants.capital import actions as capital
from participants.capital.models import CapitalApplication
from participants.directory import actions as people
from participants.finances import actions as finances
from participants.mentoring.actions import notes as mentoring
from participants.mentoring.models import MentoringNote
from participants.people.models import Business, Participant
from participants.permits import actions as permits
from participants.permits.models import Licence
from participants.worklists import actions as worklists
from tests.factories.evidence import make_licence, make_statement
from tests.factories.people import make_participant, make_user
from tests.factories.places import GROGOL_KELURAHAN, KEBON_JERUK

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user("officer", name="Rini Kenanga")


@pytest.fixture
def person():
    return make_participant(name="Sari Melati", phone="+6281200001111", street="Jalan Anggrek 1")


def page(client, user, person, number=1):
    client.force_login(user)
    return client.get(reverse("participants:history-list", args=[person.pk]), {"halaman": number})


def move(person, by, street="Jalan Melati 2", phone="+6281200002222", **given):
    shown = {"email": "", "rt": "", "rw": "", "kelurahan": person.kelurahan} | given
    with history.acting(by):
        people.change_contact(person, phone=phone, street=street, by=by, **shown)


# --- What is told --------------------------------------------------------------------------------------


def test_each_field_is_shown_from_what_to_what_with_who_and_when(client, officer, person):
    move(person, officer)

    text = page(client, officer, person).text

    assert "Data peserta diubah" in text
    assert "Nomor HP: dari 0812-0000-1111 menjadi 0812-0000-2222" in text
    assert "Alamat: dari Jalan Anggrek 1 menjadi Jalan Melati 2" in text
    assert "Petugas kecamatan Rini Kenanga" in text
    assert text.index("Data peserta diubah") < text.index("Data peserta dicatat")


def test_places_people_times_and_doubts_are_shown_in_words(client, person):
    staff, mentor = make_user("staff"), make_user("mentor", name="Bu Dahlia")
    with history.acting(staff):
        mentoring.assign(person, mentor, by=staff)
        worklists.change_times(person, availability=0b1, cannot_whole_day=True, community=None, by=staff)
        Participant.objects.filter(pk=person.pk).update(flags=["NAME_DIGIT"])
        person.refresh_from_db()
        move(person, staff, kelurahan=Region.objects.get(pk=GROGOL_KELURAHAN))

    text = page(client, staff, person).text

    assert "Pendamping: dari kosong menjadi Bu Dahlia" in text
    assert "Waktu luang: dari belum diisi menjadi Senin pagi" in text
    assert "Tidak bisa seharian: dari tidak menjadi ya" in text
    assert "Perlu diperiksa: dari tidak ada menjadi Nama memuat angka; cocokkan dengan KTP." in text
    assert "Kelurahan: dari Tomang menjadi Grogol" in text


def test_what_was_done_to_licences_businesses_and_notes_is_shown_too(client, officer, person):
    business = Business.objects.create(participant=person, standing="idea", trade="Kue basah")
    mentor = make_user("mentor")
    Participant.objects.filter(pk=person.pk).update(mentor=mentor)
    with history.acting(officer):
        licence = permits.add(
            person, by=officer, kind=Licence.Kind.NIB, state="applied", number="", issued_on=None, refusal_reason=""
        )
        permits.decide(licence, by=officer, state="issued", number="NIB-77", issued_on=today(), refusal_reason="")
        business.trade = "Kue kering"
        business.save()

    text = page(client, officer, person).text

    assert "Izin NIB dicatat" in text
    assert "Keadaan: dari diajukan menjadi terbit" in text
    assert "Nomor: dari kosong menjadi NIB-77" in text
    assert "Usahanya apa: dari Kue basah menjadi Kue kering" in text


def test_the_reason_of_a_bulk_write_stands_with_it(client, officer, person):
    staff = make_user("staff", name="Pak Seruni")
    with history.acting(staff, "Impor 12"):
        Participant.objects.bulk_update([Participant(pk=person.pk, rt="007")], ["rt"])

    assert "Petugas Sudin Pak Seruni. Impor 12" in page(client, officer, person).text


def test_a_person_older_than_history_is_shown_from_how_they_stood(client, officer):
    with history.paused():
        person = make_participant(street="Jalan Anggrek 1")
    move(person, officer)

    text = page(client, officer, person).text

    assert "Alamat: dari Jalan Anggrek 1 menjadi Jalan Melati 2" in text
    assert "dicatat" not in text.split("Data peserta diubah")[1]


def test_nothing_changed_is_said_so(client, officer):
    with history.paused():
        person = make_participant()

    assert "Belum ada perubahan" in page(client, officer, person).text


# --- What is not ---------------------------------------------------------------------------------------


def test_money_is_shown_without_figures_and_only_to_who_may_know_of_it(client, officer, person):
    staff = make_user("staff")
    statement = make_statement(person, (today() - dt.timedelta(days=40)).replace(day=1))
    application = CapitalApplication.objects.create(participant=person, lender="Bank Kenanga", amount=7_654_321)
    statement.sales, statement.costs = 9_876_543, 1_234_567
    statement.save()
    with history.acting(staff):
        capital.void(application, by=staff, reason="Salah orang")

    shown = page(client, staff, person).text
    untold = page(client, officer, person).text

    assert "Penjualan (Rp): diubah" in shown
    assert "Alasan pembatalan: diubah" in shown
    assert not [word for word in ("9876543", "9.876.543", "7654321", "Bank Kenanga", "Salah orang") if word in shown]
    assert "Penjualan" not in untold
    assert "Permodalan" not in untold


def test_what_mentor_and_participant_said_is_shown_to_nobody(client, officer, person):
    mentor = make_user("mentor")
    Participant.objects.filter(pk=person.pk).update(mentor=mentor)
    shown = {
        "met_on": today(),
        "kind": "visit",
        "minutes": 30,
        "topics": ["price"],
        "text": "Utang di warung sebelah",
        "readers": "pair",
        "next_step": "Hitung harga pokok",
        "next_step_due_on": today(),
    }
    note = mentoring.record(person, by=mentor, **shown)
    mentoring.correct(note, by=mentor, **(shown | {"minutes": 45, "text": "Utang lunas", "next_step": "Buka rekening"}))
    mentoring.finish(note, by=mentor, on=today())
    mentoring.void(note, by=mentor, reason="Salah tulis nama anaknya")

    pages = [page(client, user, person).text for user in (officer, make_user("staff"))]
    rows = str(list(MentoringNote.history.values()))

    for text in [*pages, rows]:
        assert not [word for word in ("Utang", "harga pokok", "rekening", "anaknya") if word in text]
    assert all("Lama (menit): dari 30 menjadi 45" in text for text in pages)


def test_another_area_and_other_roles_get_no_further(client, person):
    outside = make_user("officer", region=KEBON_JERUK)

    assert page(client, outside, person).status_code == 404
    for role in ("mentor", "province", "official", "auditor", "privacy", None):
        assert page(client, make_user(role), person).status_code == 403


def test_the_look_is_written_down(client, officer, person):
    page(client, officer, person)

    look = AccessLog.objects.get(subject_id=person.pk)
    assert (look.actor, look.act) == (officer, AccessLog.Act.OPEN)


# --- Pages ---------------------------------------------------------------------------------------------


def test_long_histories_come_in_pages_the_newest_first(client, officer, person):
    for number in range(1, 26):
        move(person, officer, street=f"Jalan Melati {number}")

    first, second = page(client, officer, person).text, page(client, officer, person, 2).text

    assert "menjadi Jalan Melati 25<" in first
    assert "menjadi Jalan Melati 5<" not in first
    assert "menjadi Jalan Melati 5<" in second
    assert "?halaman=2" in first
    assert "?halaman=1" in second
    assert page(client, officer, person, "x").status_code == 200


def test_the_page_costs_as_many_statements_for_one_change_as_for_three(client, officer, person):
    url = reverse("participants:history-list", args=[person.pk])
    client.force_login(officer)
    client.get(url)

    def statements():
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    move(person, officer, street="Jalan Satu")
    one = statements()
    for street in ("Jalan Dua", "Jalan Tiga"):
        move(person, make_user("officer"), street=street)

    assert statements() == one


def test_whoever_takes_their_data_along_takes_what_was_changed_with_them(client, officer):
    owner = make_user()
    person = make_participant(user=owner, street="Jalan Anggrek 1")
    move(person, officer)
    client.force_login(owner)

    copy = client.get(reverse("participants:privacy-download", args=[person.registration_number])).json()

    changed, made = copy["perubahan"]
    assert (changed["apa"], changed["siapa"]) == ("Data peserta diubah", "Petugas kecamatan")
    assert "Alamat: dari Jalan Anggrek 1 menjadi Jalan Melati 2" in changed["rincian"]
    assert made["apa"] == "Data peserta dicatat"


# --- In the admin --------------------------------------------------------------------------------------


def in_admin(client, user, row):
    client.force_login(user)
    return client.get(reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk]))


def test_the_admin_tells_that_contact_data_changed_and_not_what_it_is(client, officer, person):
    move(person, officer)

    text = in_admin(client, officer, person).text

    assert "Nomor HP: diubah" in text
    assert "Alamat: diubah" in text
    assert not [word for word in ("1111", "2222", "Anggrek", "Melati 2") if word in text]


def test_the_admin_tells_of_money_that_it_changed(client):
    person, staff = make_participant(), make_user("staff")
    statement = make_statement(person, (today() - dt.timedelta(days=40)).replace(day=1))
    finances.correct(statement, by=staff, sales=9_876_543, costs=1)

    text = in_admin(client, staff, statement).text

    assert "Penjualan (Rp): diubah" in text
    assert "9876543" not in text


def test_the_admin_shows_no_history_of_another_area(client, person):
    licence = make_licence(person, today())

    assert in_admin(client, make_user("officer", region=KEBON_JERUK), licence).status_code == 404
