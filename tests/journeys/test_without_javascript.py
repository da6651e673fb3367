"""The same story where scripts never arrive: an old phone, a strict office network."""

import re

import pytest
import time_machine
from playwright.sync_api import expect

from okoce.clock import day_starts_at, today
from okoce.programme.models import RegistrationPoint
from participants.journey.models import StageStanding
from participants.people.models import Participant
from reports.snapshots.actions import periods
from tests.conftest import PATIENCE
from tests.factories.people import make_user
from tests.factories.registrations import make_ground
from tests.factories.sessions import make_session
from tests.factories.years import make_year
from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]
TITLE = "Dasar wirausaha"


@pytest.fixture
def ground(transactional_db):
    make_ground()
    periods.make(make_year())


def test_registration_booking_attendance_and_report_need_no_script(ground, live_server, real_worker, browser):
    officer = make_user("officer")
    official = make_user("official", region="31")

    def open_pages(**options):
        return steps.open_pages(browser, live_server.url, javascript=False, **options)

    # See test_main_journey: a day that is today's, and never ahead of the worker's clock.
    with time_machine.travel(day_starts_at(today()), tick=True):
        make_session(days=(0,), title=TITLE, booking_closes_at=day_starts_at(today()).replace(hour=9))
        phone = open_pages(width=360, height=740)
        number = steps.register(phone, javascript=False)
        steps.log_in(phone, number)
        steps.book_seat(phone, TITLE)
        door = open_pages(width=360, height=740)
        steps.log_in(door, officer.email)
        steps.mark_present(door, TITLE, steps.NAME)

    journey = steps.journey_of(phone)
    assert [journey["Pendaftaran"].state, journey["Pelatihan"].state] == ["done", "done"]

    office = open_pages()
    steps.log_in(office, official.email)
    steps.press_for_reports(office)
    # The page asks again by itself.
    expect(office.get_by_text("Semua laporan siap.")).to_be_visible(timeout=5000 * PATIENCE)
    with office.expect_download() as paper:
        office.get_by_role("link", name="Lembar kecamatan (dua halaman) Grogol Petamburan").click()
    assert paper.value.path().read_bytes().startswith(b"%PDF-1.7")


def test_a_registration_at_the_desk_needs_no_script(ground, live_server, browser):
    officer = make_user("officer")
    desk = steps.open_pages(browser, live_server.url, javascript=False)

    steps.log_in(desk, officer.email)
    desk.goto("/meja/")
    steps.fill_desk_form(desk)
    steps.press(desk, re.compile("Simpan dan beri nomor"))

    expect(desk.get_by_role("heading", name="Terdaftar")).to_be_visible()
    person = Participant.objects.get()
    assert person.registration_point == RegistrationPoint.objects.get(code="kecamatan")
    assert StageStanding.objects.filter(participant=person, stage="pendaftaran").exists()


def test_the_wrong_nik_is_explained_and_nothing_typed_is_lost(ground, live_server, browser):
    phone = steps.open_pages(browser, live_server.url, width=320, height=700, javascript=False)

    phone.goto("/daftar/")
    steps.press(phone, "Mulai mendaftar")
    phone.get_by_label("Nama lengkap").fill(steps.NAME)
    phone.get_by_label("NIK").fill("31730")
    steps.press(phone, "Lanjut")

    expect(phone.get_by_label("NIK")).to_have_value("31730")
    expect(phone.get_by_label("Nama lengkap")).to_have_value(steps.NAME)
    expect(phone.get_by_role("main")).to_contain_text("16 angka")
    assert not Participant.objects.exists()
