"""Back, a reload and a new tab show a refused form as it was typed, and send nothing: in a real browser."""

import pytest
from playwright.sync_api import expect

from participants.mentoring.models import MentoringNote
from participants.people.models import Participant
from tests.factories.people import make_participant, make_user
from tests.factories.registrations import make_ground
from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "Siti Kenanga"


@pytest.fixture
def ground(transactional_db):
    return make_ground()


def open_pages(browser, live_server, **options):
    return steps.open_pages(browser, live_server.url, **options)


def is_kept(page, label, value, error):
    expect(page.get_by_role("textbox", name=label).first).to_have_value(value)
    expect(page.get_by_text(error).first).to_be_visible()


def walk(page, label, value, error):
    """Reload; away and Back; a new tab with the same address. Nothing asks to send a form again."""
    is_kept(page, label, value, error)
    page.reload()
    is_kept(page, label, value, error)
    address = page.url
    page.goto("/gaya/")
    page.go_back()
    is_kept(page, label, value, error)
    tab = page.context.new_page()
    tab.goto(address)
    is_kept(tab, label, value, error)
    tab.close()
    assert page.said == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_step_of_the_registration(ground, live_server, browser, javascript):
    page = open_pages(browser, live_server, width=360, height=740, javascript=javascript)
    page.goto("/daftar/")
    steps.press(page, "Mulai mendaftar")
    page.get_by_label("Nama lengkap").fill(NAME)
    page.get_by_label("NIK").fill("123")

    steps.press(page, "Lanjut")

    walk(page, "Nama lengkap", NAME, "NIK harus tepat 16 angka")
    page.go_back()  # the same step before it was sent: asked anew, it is kept there too
    is_kept(page, "Nama lengkap", NAME, "NIK harus tepat 16 angka")


def test_the_desk(ground, live_server, browser):
    officer = make_user("officer")
    page = open_pages(browser, live_server)
    steps.log_in(page, officer.email, then="/meja/")
    page.get_by_label("Nama lengkap").fill(NAME)
    page.get_by_label("NIK").fill("123")

    steps.press(page, "Simpan dan beri nomor")

    walk(page, "Nama lengkap", NAME, "NIK harus tepat 16 angka")
    assert Participant.objects.count() == 0
    page.goto("/meja/")
    expect(page.get_by_label("Nama lengkap")).to_have_value("")
    page.get_by_role("link", name="Lanjutkan isian itu").click()
    is_kept(page, "Nama lengkap", NAME, "NIK harus tepat 16 angka")
    page.get_by_role("button", name="Buang isian ini").click()
    page.wait_for_url("**/meja/")
    expect(page.get_by_role("link", name="Lanjutkan isian itu")).to_have_count(0)


def test_a_note_of_the_mentor_is_kept_and_sent_once(live_server, browser):
    mentor = make_user("mentor")
    person = make_participant(mentor=mentor)
    page = open_pages(browser, live_server, width=360, height=740)
    steps.log_in(page, mentor.email, then=f"/pendampingan/{person.pk}/catatan/")
    page.get_by_label("Catatan", exact=True).fill("Harga bahan naik.")

    steps.press(page, "Simpan catatan")

    walk(page, "Catatan", "Harga bahan naik.", "Pilih berapa lama.")
    page.get_by_text("30", exact=True).click()
    page.get_by_role("checkbox").first.check()
    steps.press(page, "Simpan catatan")
    page.wait_for_url(f"**/pendampingan/{person.pk}/")
    page.go_back()
    page.reload()
    assert MentoringNote.objects.get().text == "Harga bahan naik."
    assert page.said == []
