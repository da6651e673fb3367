"""Riwayat pelatihan: each required module done, begun, booked or missing, and the sessions somebody was in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG
from tests.factories.sessions import make_attendance, make_seat, make_session
from tests.trainings.pressing import visit
from trainings.attendance import history
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_user()


@pytest.fixture
def person(owner):
    return make_participant(user=owner, name="Melati Asri")


def lines(person):
    return {line.name: (line.state, line.text) for line in history.modules_of(person, history.seats_of(person))}


def attend(person, *, meetings=None, **session):
    seat = make_seat(make_session(**session), person, state=Seat.State.ATTENDED)
    for meeting in list(seat.session.meetings.all())[:meetings]:
        make_attendance(seat, meeting)
    return seat


def test_each_module_says_how_far_it_is(person):
    done = attend(person, title="Dasar", days=(-9,), modules=("M1",), kecamatan=CAKUNG)
    attend(person, title="Bertahap", days=(-5, -4, -3), modules=("M2",), meetings=1)
    coming = make_seat(make_session(title="Nanti", days=(5,), modules=("M3",)), person)
    names = [name for _, name, _ in done.session.programme_year.ordered_modules]

    found = lines(person)

    assert [found[name][0] for name in names[:3]] == ["done", "pending", "scheduled"]
    texts = [found[name][1] for name in names[:3]]
    assert texts[0].startswith("Hadir di sesi “Dasar” di Cakung, ")
    assert texts[1] == "“Bertahap”: hadir 1 dari 3 pertemuan"
    assert texts[2].startswith("Kursi pasti di “Nanti”, ")
    assert [line.seat for line in history.modules_of(person, history.seats_of(person))][:3] == [None, None, coming.pk]


def test_a_module_is_missing_until_it_is_booked_and_a_released_seat_is_none(person):
    make_seat(make_session(modules=("M1",)), person, state=Seat.State.RELEASED)
    make_seat(make_session(days=(-3,), modules=("M1",)), person, state=Seat.State.ABSENT)

    assert {state for state, _ in lines(person).values()} == {"missing"}


def test_attendance_that_was_taken_back_does_not_count(person):
    seat = attend(person, days=(-9,), modules=("M1",))
    seat.attendances.update(voided_at=seat.booked_at, void_reason="Salah orang")

    assert {state for state, _ in lines(person).values()} == {"missing"}


def test_owner_mentor_and_officers_of_the_area_read_it_and_nobody_else(client, person, owner):
    mentor = make_user("mentor")
    person.mentor = mentor
    person.save()
    readers = [owner, mentor, make_user("officer"), make_user("staff")]
    others = [make_user(), make_user("mentor"), make_user("officer", region=CAKUNG), make_user("province")]
    others += [make_user("auditor"), make_user("privacy"), make_user("official")]

    def status(user):
        return visit(client, user, "history-detail", person.registration_number).status_code

    assert [status(user) for user in readers] == [200] * 4
    assert [status(user) for user in others] == [404] * 7
    opened = AccessLog.objects.filter(subject_id=person.pk, act=AccessLog.Act.OPEN).values_list("actor", flat=True)
    assert set(opened) == {user.pk for user in readers[1:]}


def test_the_page_counts_the_modules_and_leads_to_what_is_missing(client, person, owner):
    attend(person, days=(-9,), modules=("M1", "M2"))

    page = visit(client, owner, "history-detail", person.registration_number).content.decode()

    assert "2 dari 3 modul wajib selesai." in page
    assert page.count("Cari sesi") == 1


def test_journey_and_mentors_page_lead_to_it(client, person, owner):
    mentor = make_user("mentor")
    person.mentor = mentor
    person.save()
    address = reverse("trainings:history-detail", args=[person.registration_number])

    client.force_login(owner)
    journey = client.get(reverse("participants:journey")).content.decode()
    client.force_login(mentor)
    mentee = client.get(reverse("participants:mentoring-detail", args=[person.pk])).content.decode()

    assert [address in page for page in (journey, mentee)] == [True, True]


@pytest.mark.parametrize("role", ["officer", "province", "privacy"])
def test_the_page_of_a_person_shows_training_to_who_may_read_seats(client, person, role):
    make_seat(make_session(title="Pola pikir"), person)
    client.force_login(make_user(role))
    address = reverse("participants:people-detail", args=[person.pk])

    page = client.post(address, {"reason": "Memeriksa laporan warga"}).content.decode()

    assert ("Pola pikir" in page, "Pesankan kursi" in page) == (role != "privacy", role == "officer")


def test_the_page_takes_the_same_statements_for_one_seat_and_for_three(client, person, owner):
    counts = []
    for day in (-30, -20):
        attend(person, days=(day,), modules=("M1",))
        visit(client, owner, "history-detail", person.registration_number)
        with CaptureQueriesContext(connection) as queries:
            visit(client, owner, "history-detail", person.registration_number)
        counts.append(len(queries))
        attend(person, days=(day + 1,), modules=("M2",))

    assert counts[0] == counts[1]
