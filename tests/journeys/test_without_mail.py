"""Somebody without e-mail registers, forgets, recovers at the desk, changes their phone, is reminded, and hears of a
move: in a real browser."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from okoce.clock import now
from participants.calls.actions import reminders
from participants.people.models import Participant
from tests.factories.people import make_user
from tests.factories.registrations import make_ground
from tests.factories.sessions import make_seat, make_session
from tests.factories.venues import make_venue
from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW = "melati-kenanga-77"
TITLE = "Dasar wirausaha"


@pytest.fixture
def ground(transactional_db):
    return make_ground()


def recover(phone, desk, number):
    """The phone asks, the officer checks the card and reads out a code, the phone gets a new password."""
    phone.goto("/masuk/")
    phone.get_by_role("link", name="Lupa kata sandi?").click()
    phone.get_by_role("link", name="Pakai kode dari meja").click()
    phone.get_by_label("Nomor pendaftaran").fill(number)
    phone.get_by_label("Tanggal lahir").fill("10/05/1990")
    steps.press(phone, "Lanjut")

    desk.goto(f"/meja/nomor/?nomor={number}")
    desk.get_by_role("link", name="Periksa KTP").click()
    desk.get_by_label("Ya, nomornya sama").check()
    steps.press(desk, "KTP asli cocok")
    desk.goto(f"/meja/nomor/?nomor={number}")
    steps.press(desk, "Beri kode kata sandi baru")
    code = desk.locator(".receipt-figure").inner_text().strip()

    phone.get_by_label("Kode 6 angka").fill(code)
    phone.get_by_label("Kata sandi baru").fill(NEW)
    steps.press(phone, "Simpan kata sandi")
    steps.log_in(phone, number, NEW)


def change_phone(page, number):
    page.goto(f"/privasi/{number}/kontak/")
    page.get_by_label("Nomor HP").fill("0812-0000-7777")
    steps.press(page, "Simpan")
    expect(page.get_by_role("main")).to_contain_text("0812-0000-7777")


def move(page, session):
    """Sudin reads how many people it concerns, confirms, and saves."""
    venue = make_venue("Balai Warga Tomang")
    page.goto(f"/admin/training_sessions/session/{session.pk}/change/")
    page.get_by_label("Tempat:", exact=True).select_option(str(venue.pk))
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator("#content")).to_contain_text("1 orang (1 lewat pesan)")
    page.get_by_label("Ya, simpan perubahan dan kabari mereka").check()
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("1 lewat pesan")


def inbox(page):
    page.goto("/pesan/")
    return page.get_by_role("main")


def test_a_year_without_mail(ground, live_server, browser):
    session = make_session(title=TITLE, days=(1,), hours=(9, 12), venue="Aula Kecamatan")
    phone = steps.open_pages(browser, live_server.url, width=360, height=740)
    desk = steps.open_pages(browser, live_server.url)
    staff = steps.open_pages(browser, live_server.url)
    steps.log_in(desk, make_user("officer").email)
    steps.log_in(staff, make_user("staff").email)

    number = steps.register(phone)
    recover(phone, desk, number)
    change_phone(phone, number)
    make_seat(session, Participant.objects.get(), booked_at=now() - dt.timedelta(days=2))
    reminders.remind()
    move(staff, session)

    expect(inbox(phone)).to_contain_text("Nomor HP Anda diganti")
    expect(inbox(phone)).to_contain_text("Pengingat pelatihan")
    expect(inbox(phone)).to_contain_text("Jadwal pelatihan Anda berubah")
    assert Participant.objects.get().phone == "+6281200007777"
