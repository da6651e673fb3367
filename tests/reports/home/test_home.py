"""The first page: the same door for everybody, another room for each role."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import day_starts_at, now, today
from participants.imports.models import Import
from participants.mentoring.models import MentoringNote
from reports.snapshots.models import Period
from tests.factories.imports import make_imports
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, GROGOL, JATINEGARA, make_places
from tests.factories.venues import make_venue
from tests.factories.years import make_agency, make_year
from trainings.sessions.models import Meeting, Session

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
        venue=make_venue("Aula", kecamatan),
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
def test_the_home_page_asks_the_same_for_one_row_and_for_three(client, year, role, standing_clock):
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


# --- The card "Sekarang" --------------------------------------------------------------------------------


def sentence(page):
    return re.search(r'id="sekarang">([^<]+)<', page).group(1)


def test_an_officers_card_asks_first_for_the_session_of_today(client, year, time_machine):
    time_machine.move_to(day_starts_at(today()) + dt.timedelta(hours=9))
    make_participant()
    make_session(year, title="Pagi ini", days=0.02)
    client.force_login(make_user("officer"))

    assert sentence(client.get("/").text).startswith("“Pagi ini” hari ini")


def test_without_a_session_today_an_officers_card_asks_for_the_cards_that_wait(client, year):
    make_participant()
    client.force_login(make_user("officer"))

    assert sentence(client.get("/").text) == "1 KTP menunggu dicocokkan"


def test_where_nothing_waits_the_card_names_the_next_session_without_a_button(client, year):
    make_session(year, title="Nanti", days=9)
    client.force_login(make_user("officer"))

    page = client.get("/").text

    card = page[page.index('class="now ') : page.index("</section>")]
    assert sentence(page) == "Tidak ada yang menunggu Anda"
    assert ("“Nanti”" in card, "btn-primary" in card) == (True, False)


def test_sudins_card_asks_for_imports_before_the_cards(client, year):
    make_participant()
    staff = make_user("staff")
    make_imports(staff)
    Import.objects.filter(state="ready").update(proposed_at=now())
    held = Import.objects.filter(state="ready").count()
    client.force_login(staff)

    assert held
    assert sentence(client.get("/").text) == f"{held} impor menunggu keputusan"


@pytest.mark.parametrize(
    ("role", "words"), [("official", "Tidak ada yang menunggu Anda"), ("auditor", "NIK utuh dilihat 1 kali")]
)
def test_an_auditor_is_shown_the_niks_that_were_looked_at(client, year, role, words):
    access_log.record(make_user("officer"), AccessLog.Act.UNMASK, make_participant(), "Salah ketik")
    client.force_login(make_user(role))

    assert sentence(client.get("/").text).startswith(words)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("official", "Laporan periode 1 belum dibuat"),
        ("province", "Laporan periode 1 belum dibuat"),
        ("auditor", "Tidak ada yang menunggu Anda"),
    ],
)
def test_the_last_report_is_asked_for_of_who_may_make_it(client, year, role, words):
    ends_on = today() - dt.timedelta(days=1)
    Period.objects.create(programme_year=year, number=1, starts_on=ends_on, ends_on=ends_on, meeting_on=today())
    client.force_login(make_user(role))

    assert sentence(client.get("/").text) == words
