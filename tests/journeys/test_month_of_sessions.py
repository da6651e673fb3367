"""A Sudin officer plans a month for eight kecamatan: few presses from an empty page to ninety-six drafts."""

import datetime as dt

import pytest
import time_machine
from playwright.sync_api import expect

from okoce.clock import WIB
from okoce.programme.models import Module
from okoce.regions.models import Region
from tests.factories.people import make_user
from tests.factories.places import BARAT, make_places
from tests.factories.venues import make_trainer, make_venue
from tests.factories.years import make_agency, make_year
from tests.journeys import steps
from trainings.sessions.models import Session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KECAMATAN = {
    "31.73.01": "Cengkareng",
    "31.73.02": "Grogol Petamburan",
    "31.73.03": "Taman Sari",
    "31.73.04": "Tambora",
    "31.73.05": "Kebon Jeruk",
    "31.73.06": "Kalideres",
    "31.73.07": "Pal Merah",
    "31.73.08": "Kembangan",
}
SECOND_WAVE = ("31.73.05", "31.73.06", "31.73.07", "31.73.08")
# Selasa, Kamis, Sabtu of four weeks from 3 November 2026, and the days after them.
FIRST = [
    (day, module) for day, module in zip((3, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28), "123123123123", strict=True)
]
SECOND = [(day + 1, module) for day, module in FIRST]
MOST_PRESSES, MOST_TYPED = 60, 300


class Counting:
    """A person whose presses, choices and typed characters are counted; to step into a text box is a press."""

    def __init__(self, page):
        self.page, self.presses, self.typed = page, 0, 0

    def press(self, part):
        part.click()
        self.presses += 1

    def choose(self, part, label):
        part.select_option(label=label)
        self.presses += 1

    def types(self, part, text):
        self.press(part)
        part.fill(text)
        self.typed += len(text)


@pytest.fixture
def ground(transactional_db):
    """Eight kecamatan of one kota, each with two halls, an agency with a trainer for each, and the year 2026."""
    make_places()
    for code, name in KECAMATAN.items():
        Region.objects.get_or_create(
            code=code, defaults={"level": "kecamatan", "name": name, "parent_id": BARAT, "bps_code": code}
        )
        home = {"level": "kelurahan", "name": f"Kelurahan {name}", "parent_id": code, "bps_code": code[-2:]}
        Region.objects.get_or_create(code=f"{code}.1001", defaults=home)
    make_year(2026)
    agency = make_agency("kukmp-barat", "Sudin KUKMP Jakarta Barat", BARAT)
    for code, name in KECAMATAN.items():
        make_venue(f"Aula {name}", code, capacity=120)
        make_venue(f"Balai Warga {name}", code, capacity=110)
        make_trainer(f"Narasumber {name}", agency=agency)


def plan(person):
    """From the empty form to the page that says what was saved."""
    page = person.page
    for day in ("Selasa", "Kamis", "Sabtu"):
        person.press(page.get_by_label(day, exact=True))
    person.types(page.get_by_label("Mulai (WIB)"), "08.00")
    person.types(page.get_by_label("Selesai (WIB)"), "10.30")
    person.types(page.get_by_label("Mulai tanggal"), "2026-11-03")
    person.types(page.get_by_label("Berapa minggu"), "4")
    for code, name in KECAMATAN.items():
        person.press(page.get_by_label(name, exact=True))
        person.choose(page.get_by_label(f"Tempat {name}"), f"Aula {name} (120 orang)")
        person.choose(page.get_by_label(f"Narasumber {name}"), f"Narasumber {name}")
        if code in SECOND_WAVE:
            person.choose(page.get_by_label(f"Gelombang {name}"), "2")
    person.press(page.get_by_role("button", name="Lihat rencana dan bentroknya"))
    expect(page.get_by_role("heading", name="Rencana: 96 sesi, tanpa bentrok")).to_be_visible()
    person.press(page.get_by_role("button", name="Simpan yang dicentang"))
    page.wait_for_url("**/kalender/**")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_month_for_eight_kecamatan_takes_few_presses(ground, live_server, browser, javascript):
    staff = make_user("staff", region=BARAT)
    page = steps.open_pages(browser, live_server.url, javascript=javascript)
    with time_machine.travel(dt.datetime(2026, 10, 20, 9, tzinfo=WIB), tick=True):
        steps.log_in(page, staff.email, then="/admin/training_sessions/session/")
        page.get_by_role("link", name="Buat deret sesi").click()
        person = Counting(page)

        plan(person)

        expect(page.get_by_text("96 rancangan sesi disimpan.")).to_be_visible()
    assert person.presses <= MOST_PRESSES
    assert person.typed <= MOST_TYPED
    names = {module.name: module.code[1:] for module in Module.objects.all()}
    stored = [
        (session.kecamatan_id, session.starts_at.astimezone(WIB), session.ends_at.astimezone(WIB), names[session.title])
        for session in Session.objects.order_by("kecamatan", "starts_at")
    ]
    assert stored == [
        (code, _at(day, 8, 0), _at(day, 10, 30), module)
        for code in KECAMATAN
        for day, module in (SECOND if code in SECOND_WAVE else FIRST)
    ]
    assert {(s.state, s.capacity, s.venue.name, s.trainer.name) for s in Session.objects.all()} == {
        ("draft", 100, f"Aula {name}", f"Narasumber {name}") for name in KECAMATAN.values()
    }
    assert page.said == []


def _at(day, hour, minute):
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=WIB)
