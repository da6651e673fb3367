"""A mentor's card, for the participant, for the mentor, and for anybody who checks the number."""

import datetime as dt
import re

import pytest

from okoce.accounts.models import RoleAssignment, User
from okoce.clock import now, today
from okoce.formats import tanggal
from okoce.programme.models import KecamatanOffice
from participants.mentoring.actions import notes as mentoring
from tests.factories.people import make_participant, make_user
from tests.factories.places import GROGOL, KEBON_JERUK
from tests.participants.mentoring.notes import ago, text_at, words

pytestmark = pytest.mark.django_db

CHECK = "/pendamping/cek/"
OFFICE = "(021) 555-0123"


@pytest.fixture
def number(mentor):
    return mentor.assignments.get().number


@pytest.fixture
def office(mentor):
    return KecamatanOffice.objects.create(kecamatan_id=GROGOL, phone=OFFICE, address="Jalan Kantor 1")


def checked(client, number):
    return client.get(CHECK, {"nomor": number}).content.decode()


# --- Checked by anybody --------------------------------------------------------------------------------


@pytest.mark.parametrize("spelled", [str, str.lower, lambda number: number.replace("-", " ")])
def test_a_visitor_reads_name_kecamatan_office_and_that_the_mentor_works(client, mentor, number, office, spelled):
    page = checked(client, spelled(number))

    assert [word for word in (mentor.name, "Grogol Petamburan", OFFICE, "Bertugas hari ini") if word not in page] == []


def test_nothing_of_the_mentor_themself_is_shown(client, mentor, number):
    page = checked(client, number)

    assert [word for word in (mentor.phone, mentor.phone_shown, mentor.email) if word in page] == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("ended", "Tugas berakhir"),
        ("to come", "Belum bertugas; mulai"),
        ("locked", "Tidak bertugas sekarang"),
    ],
)
def test_who_does_not_work_today_is_named_with_a_warning(client, mentor, number, change, words):
    if change == "locked":
        User.objects.filter(pk=mentor.pk).update(is_active=False)
    elif change == "ended":
        mentor.assignments.update(ends_at=now())
    else:
        mentor.assignments.update(starts_at=now() + dt.timedelta(days=2))

    page = checked(client, number)

    assert words in page
    assert change != "ended" or f"Tugas berakhir {tanggal(today())}" in page
    assert "Jangan menyerahkan data atau uang" in page
    assert "Bertugas hari ini" not in page


@pytest.mark.parametrize("typed", ["PD-000000-1", "PD-000000-0", "siapa saja", "OK26-7K3M9Q-X"])
def test_a_number_of_nobody_gets_one_clear_sentence(client, mentor, typed):
    page = checked(client, typed)

    assert "Nomor ini bukan nomor pendamping" in page
    assert mentor.name not in page


def test_an_empty_number_is_asked_for_and_the_bare_page_complains_of_nothing(client):
    assert "Tulis nomor yang tertera" in checked(client, "")
    assert "invalid-feedback" not in text_at(client, CHECK)


def test_the_number_of_another_role_is_no_mentors(client):
    held = make_user("officer").assignments.get()
    RoleAssignment.objects.filter(pk=held.pk).update(number="PD-000000-0")

    assert "bukan nomor pendamping" in checked(client, "PD-000000-0")


def test_each_kecamatan_has_a_number_that_names_it(client, mentor, number):
    second = RoleAssignment.objects.create(user=mentor, role="mentor", region_id=KEBON_JERUK)

    assert "Kecamatan Grogol Petamburan" in checked(client, number)
    assert "Kecamatan Kebon Jeruk" in checked(client, second.number)


def test_trying_numbers_ends_after_sixty_an_hour(client, number):
    for _ in range(60):
        checked(client, "PD-000000-0")

    page = checked(client, number)

    assert "Terlalu banyak nomor dicek" in page
    assert "Bertugas hari ini" not in page


def test_an_office_without_a_number_says_where_to_go(client, number):
    assert "Belum tercatat; datang ke kantor kecamatan" in checked(client, number)


# --- The mentor's own ----------------------------------------------------------------------------------


def test_the_own_card_has_number_and_code_for_each_kecamatan(desk, mentor, number):
    second = RoleAssignment.objects.create(user=mentor, role="mentor", region_id=KEBON_JERUK)
    ended = RoleAssignment.objects.create(
        user=mentor, role="mentor", region_id=GROGOL, starts_at=now() - dt.timedelta(days=9), ends_at=now()
    )

    page = text_at(desk, "/pendampingan/kartu/")

    assert re.findall("receipt-figure.>(PD-[^<]+)<", page) == [number, second.number]
    assert page.count('class="qr"') == 2
    assert ended.number not in page


# --- The participant's ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/perjalanan/", "/perjalanan/{}/pendamping/"])
def test_the_participant_reads_the_card_and_the_next_visit(client, mentee, mentor, number, office, path):
    day = today() + dt.timedelta(days=5)
    mentoring.record(mentee, by=mentor, **words(next_visit_on=day))
    client.force_login(mentee.user)

    page = text_at(client, path.format(mentee.registration_number))

    shown = [mentor.name, number, "Kecamatan Grogol Petamburan", "Jalan Kantor 1", f"Bertemu lagi {tanggal(day)}"]
    assert [word for word in shown if word not in page] == []
    assert 'href="tel:0215550123"' in page
    assert [word for word in (mentor.phone, mentor.phone_shown, mentor.email) if word in page] == []


def test_only_the_agreement_of_the_latest_meeting_counts_and_only_until_its_day(mentee, mentor):
    earlier = mentoring.record(mentee, by=mentor, **words(met_on=ago(9), next_visit_on=today() + dt.timedelta(days=3)))
    latest = mentoring.record(mentee, by=mentor, **words(met_on=ago(2), next_visit_on=ago(1)))
    today_again = mentoring.record(mentee, by=mentor, **words(met_on=ago(1), next_visit_on=today()))

    assert earlier.planned_visit_on == today() + dt.timedelta(days=3)
    assert latest.planned_visit_on is None
    assert today_again.planned_visit_on == today()
    assert mentee.mentoring_notes.standing().first() == today_again


@pytest.mark.parametrize("path", ["/perjalanan/", "/perjalanan/{}/pendamping/"])
def test_a_mentor_who_stopped_is_named_as_such_with_the_office_of_home(client, mentee, mentor, number, office, path):
    mentor.assignments.update(ends_at=now())
    client.force_login(mentee.user)

    page = text_at(client, path.format(mentee.registration_number))

    assert "Tidak bertugas lagi" in page
    assert OFFICE in page
    assert number not in page
    assert "Kirim pertanyaan" not in page


def test_the_card_names_the_kecamatan_of_home_where_the_mentor_works_in_two(client, mentee, mentor):
    elsewhere = RoleAssignment.objects.create(
        user=mentor, role="mentor", region_id=KEBON_JERUK, starts_at=now() - dt.timedelta(days=4000)
    )
    client.force_login(mentee.user)

    page = text_at(client, f"/perjalanan/{mentee.registration_number}/pendamping/")

    assert elsewhere.number not in page
    assert mentor.assignments.get(region=GROGOL).number in page


def test_somebody_without_a_mentor_reads_who_appoints_one(client):
    person = make_participant(user=make_user())
    client.force_login(person.user)

    page = text_at(client, f"/perjalanan/{person.registration_number}/pendamping/")

    assert "Petugas kecamatan menunjuk pendamping Anda" in page
    assert "Kirim pertanyaan" not in page
