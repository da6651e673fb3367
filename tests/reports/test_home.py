"""The first page: the same door for everybody, another room for each role."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.clock import now
from participants.mentoring.models import MentoringNote
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, GROGOL, JATINEGARA, make_places
from tests.factories.years import make_agency, make_year
from trainings.models import Meeting, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    make_places()
    return make_year()


def make_session(year, *, kecamatan=GROGOL, title="Pelatihan sehari", days=3):
    starts_at = now() + dt.timedelta(days=days)
    session = Session.objects.create(
        programme_year=year,
        agency=make_agency(),
        title=title,
        kecamatan_id=kecamatan,
        venue="Aula",
        state=Session.State.PUBLISHED,
        booking_closes_at=starts_at,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
    )
    Meeting.objects.create(session=session, starts_at=starts_at, ends_at=session.ends_at)
    return session


@pytest.mark.parametrize(
    ("role", "heading"),
    [
        ("officer", "Meja kerja"),
        ("staff", "Meja kerja"),
        ("mentor", "Peserta dampingan"),
        ("official", "Kemajuan wilayah"),
        ("province", "Kemajuan wilayah"),
        ("auditor", "Kemajuan wilayah"),
        ("privacy", "Kemajuan wilayah"),
    ],
)
def test_each_role_has_its_own_home(client, year, role, heading):
    client.force_login(make_user(role))

    page = client.get("/").content.decode()

    assert heading in page


def test_a_participant_comes_home_to_their_journey(client, year):
    client.force_login(make_participant(user=make_user()).user)

    assert client.get("/").url == "/perjalanan/"


def test_a_visitor_reads_the_seven_steps_and_the_next_sessions(client, year):
    make_session(year, title="Pelatihan Senja")

    page = client.get("/").content.decode()

    assert all(row.name in page for row in year.ordered_stages)
    assert "Pelatihan Senja" in page


def test_the_first_page_stands_before_the_first_programme_year(client):
    assert client.get("/").status_code == 200


def test_an_officer_sees_who_waits_in_the_own_kecamatan_only(client, year):
    make_participant(name="Melati Dekat")
    make_participant(name="Melati Jauh", kelurahan=JATINEGARA)
    make_session(year, kecamatan=CAKUNG, title="Sesi jauh")
    client.force_login(make_user("officer"))

    page = client.get("/").content.decode()

    assert "Melati Dekat" in page
    assert "Melati Jauh" not in page
    assert "Sesi jauh" not in page


def test_a_mentor_meets_first_whom_they_met_least_recently(client, year):
    mentor = make_user("mentor")
    recent = make_participant(name="Baru Bertemu", mentor=mentor)
    MentoringNote.objects.create(participant=recent, mentor=mentor, kind="visit", minutes=30)
    make_participant(name="Belum Bertemu", mentor=mentor)
    client.force_login(mentor)

    page = client.get("/").content.decode()

    assert page.index("Belum Bertemu") < page.index("Baru Bertemu")


def test_who_only_reads_figures_meets_no_name(client, year):
    make_participant(name="Melati Rahasia")
    client.force_login(make_user("official"))

    assert "Melati Rahasia" not in client.get("/").content.decode()


@pytest.mark.parametrize("role", [None, "officer", "mentor", "official"])
def test_the_home_page_asks_the_same_for_one_row_and_for_three(client, year, role):
    user = make_user(role) if role else None
    if user:
        client.force_login(user)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/")
        return len(captured)

    make_session(year)
    make_participant(mentor=user)
    client.get("/")
    one = queries()
    for _ in range(2):
        make_session(year)
        make_participant(mentor=user)
    client.get("/")  # a session that was made has what is kept in memory read anew

    assert queries() == one
