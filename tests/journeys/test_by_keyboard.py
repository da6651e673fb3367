"""Without a mouse: registration, booking and the desk by Tab, Space, Enter and arrows; one sees where one is."""

import re

import pytest
from playwright.sync_api import expect

from participants.journey.models import StageStanding
from participants.people.models import Participant
from tests.factories.people import PASSWORD, make_participant, make_user
from tests.factories.registrations import make_ground
from tests.factories.sessions import make_session
from tests.journeys import steps
from trainings.seats.models import Seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A ring or a shadow on the element itself, or on the label that stands for a hidden box; and inside the window.
# Scrolling there and the change of a frame's colour take some pictures, more on a busy machine.
_IS_SEEN = """part => new Promise(done => {
    const isFramed = each => {
        const style = getComputedStyle(each);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
    };
    const isSeen = () => {
        const box = part.getBoundingClientRect();
        const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        return inside && (isFramed(part) || (part.closest("label") !== null && isFramed(part.closest("label"))));
    };
    let pictures = 300;
    const look = () => {
        if (isSeen()) done(true);
        else if (--pictures) requestAnimationFrame(look);
        else done(false);
    };
    look();
})"""


class Keyboard:
    """A person who only has keys. Whatever is passed on the way must show that it has the focus."""

    def __init__(self, page):
        self.page, self.unseen = page, []

    def to(self, name, role=None, *, at_most=60):
        """Tab until the thing with this label, or this role and name, has the focus."""
        main = self.page.get_by_role("main")
        target = (main.get_by_role(role, name=name) if role else main.get_by_label(name)).first
        for _ in range(at_most):
            self.page.keyboard.press("Tab")
            here = self.page.locator(":focus")
            if not here.count():
                continue
            if not here.evaluate(_IS_SEEN):
                self.unseen.append(here.evaluate("part => part.outerHTML.slice(0, 120)"))
            if target.evaluate("part => part === document.activeElement"):
                return self
        raise AssertionError(f"{name} is not reached by Tab on {self.page.url}")

    def types(self, text):
        self.page.keyboard.type(text)
        return self

    def presses(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def goes_by(self, key):
        """A press that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)


@pytest.fixture
def ground(transactional_db):
    make_ground()


@pytest.fixture
def keyboard(ground, live_server, browser):
    return Keyboard(steps.open_pages(browser, live_server.url, width=1280, height=800))


def test_registration_needs_no_mouse(keyboard):
    page = keyboard.page

    page.goto("/daftar/")
    keyboard.to("Mulai mendaftar", "button").goes_by("Enter")
    keyboard.to("Nama lengkap").types(steps.NAME)
    keyboard.to("NIK").types(steps.NIK)
    keyboard.to("Tanggal lahir").types("10/05/1990")
    keyboard.to("Laki-laki").presses("Space")
    keyboard.to("Nomor HP").types(steps.PHONE).goes_by("Enter")
    keyboard.to("Kecamatan").types("Grogol")
    expect(page.locator("select[name=kelurahan] option", has_text="Tomang")).to_be_attached()
    keyboard.to("Kelurahan").types("Tomang")
    keyboard.to("Alamat").types("Jalan Anggrek 1").goes_by("Enter")
    keyboard.to("Baru rencana").presses("Space", "ArrowDown")
    keyboard.to("Usaha apa?").types("jualan gorengan keliling")
    expect(page.get_by_label("Gerobak keliling").or_(page.get_by_label("Tidak tahu")).first).to_be_visible()
    keyboard.presses("Tab", "Space", "ArrowUp")
    keyboard.to("Lanjut", "button").goes_by("Enter")
    keyboard.to("Senin pagi").presses("Space")
    keyboard.to("Lanjut", "button").goes_by("Enter")
    keyboard.to("Kata sandi").types(PASSWORD).goes_by("Enter")

    expect(page.get_by_role("heading", name="Pendaftaran Anda kami terima")).to_be_visible()
    assert Participant.objects.get().name == steps.NAME
    assert keyboard.unseen == []


def test_a_seat_is_booked_without_a_mouse(keyboard):
    user = make_user()
    make_participant(user=user)
    session = make_session(title="Dasar wirausaha")
    page = keyboard.page

    page.goto("/masuk/?next=/pelatihan/")
    keyboard.to("Nomor HP, surel, atau nomor pendaftaran").types(user.email)
    keyboard.to("Kata sandi").types(PASSWORD).goes_by("Enter")
    keyboard.to("Dasar wirausaha", "link").goes_by("Enter")
    keyboard.to("Pesan kursi", "button").goes_by("Enter")

    page.wait_for_url(re.compile(r"/pelatihan/kursi/\d+/"))
    assert session.seats.get().state == Seat.State.CONFIRMED
    assert keyboard.unseen == []


def test_somebody_is_found_from_any_page_without_a_mouse(keyboard):
    make_participant(name="Sulastri Wulandari")
    page, search = keyboard.page, keyboard.page.get_by_role("searchbox")
    steps.log_in(page, make_user("officer").email, then="/pesan/")

    keyboard.presses("/")
    expect(search).to_be_focused()
    keyboard.presses("Escape")
    expect(search).to_be_hidden()
    keyboard.presses("/")
    expect(search).to_be_focused()
    keyboard.types("wulan/").presses("Backspace").goes_by("Enter")
    keyboard.to("Sulastri Wulandari", "link").goes_by("Enter")

    expect(page.get_by_role("heading", name="Sulastri Wulandari")).to_be_visible()
    assert keyboard.unseen == []


def test_the_desk_registers_without_a_mouse(keyboard):
    page = keyboard.page
    steps.log_in(page, make_user("officer").email)

    page.goto("/meja/")
    assert page.locator(":focus").get_attribute("name") == "nik"
    keyboard.types(steps.NIK)
    keyboard.to("Nama lengkap").types(steps.NAME)
    keyboard.to("Tanggal lahir").types("10/05/1990")
    keyboard.to("Laki-laki").presses("Space")
    keyboard.to("Nomor HP").types(steps.PHONE)
    keyboard.to("Kelurahan").types("Tomang")
    keyboard.to("Alamat").types("Jalan Anggrek 1")
    keyboard.to("Baru rencana").presses("Space")
    keyboard.to("Usaha apa?").types("jualan gorengan keliling")
    keyboard.to(re.compile("Pemberitahuan privasi sudah")).presses("Space")
    keyboard.to(re.compile("KTP asli sudah saya cocokkan")).presses("Space").goes_by("Enter")

    expect(page.get_by_role("heading", name="Terdaftar")).to_be_visible()
    assert StageStanding.objects.filter(participant__name=steps.NAME, stage="pendaftaran").exists()
    assert page.locator(":focus").inner_text().strip() == "Daftarkan berikutnya"  # Enter: the next person
    assert keyboard.unseen == []


def test_the_first_key_leads_past_the_menu(keyboard):
    page = keyboard.page

    page.goto("/pelatihan/")
    keyboard.presses("Tab")
    assert page.locator(":focus").inner_text() == "Langsung ke isi halaman"
    assert page.locator(":focus").evaluate(_IS_SEEN)
    keyboard.presses("Enter")

    assert page.evaluate("document.activeElement.id") == "isi"
