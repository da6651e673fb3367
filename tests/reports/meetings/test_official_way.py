"""An official who has never seen it finds what a meeting needs, in a real browser on a desk and on a phone."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from okoce.clock import today
from reports.meetings.models import Meeting
from tests.factories.meetings import make_action, make_meeting
from tests.factories.people import make_user
from tests.factories.places import CAKUNG, DURI_KEPA, GROGOL, JATINEGARA, KEBON_JERUK, PROVINCE
from tests.factories.reports import make_tally, make_target
from tests.journeys import steps
from tests.loaded import missing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_PRESSES = 3
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".slide *")]
    .filter(part => part.checkVisibility() && [...part.childNodes].some(node => node.nodeType == 3 && node.data.trim()))
    .filter(part => !part.closest(".visually-hidden, .slide-foot kbd"))
    .map(part => parseFloat(getComputedStyle(part).fontSize) * (part.ownerSVGElement
        ? part.ownerSVGElement.getBoundingClientRect().width / part.ownerSVGElement.viewBox.baseVal.width : 1)))"""


class Presses:
    """Counts what is pressed from the log-in on."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def link(self, name):
        self.count += 1
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()


@pytest.fixture
def official(transactional_db):
    """The five places of the factories, Cakung furthest behind, an action measured there, and a meeting running."""
    for kecamatan, kelurahan, target in (
        (CAKUNG, JATINEGARA, 900), (GROGOL, None, 300), (KEBON_JERUK, DURI_KEPA, 500)
    ):  # fmt: skip
        make_target("pelatihan", target, kecamatan=kecamatan)
        make_tally("pelatihan", 20, **({"kelurahan": kelurahan} if kelurahan else {}))
    meeting = make_meeting()
    make_action(meeting, kecamatan=CAKUNG, what="Bus dari rumah susun ke balai latihan", expected=40)
    Meeting.objects.filter(pk=meeting.pk).update(held_on=today() - dt.timedelta(days=1))
    make_tally("pelatihan", 21, kelurahan=JATINEGARA)
    return make_user("official", region=PROVINCE)


@pytest.mark.usefixtures("inside_the_year")
def test_in_three_presses_an_official_sees_who_is_behind_what_was_decided_and_whether_it_helped(
    browser, live_server, official, axe
):
    for width in (1280, 360):
        page = steps.open_pages(browser, live_server.url, width=width)
        presses = Presses(page)
        steps.log_in(page, official.email)

        five = page.get_by_role("region", name="Lima terjauh dari laju").get_by_role("row")
        expect(five.nth(1)).to_contain_text("Cakung")
        expect(five.nth(1)).to_contain_text("Bus dari rumah susun")
        expect(five.nth(1)).to_contain_text("+21 dari +40")
        assert axe(page) == ""
        presses.link("Bus dari rumah susun")
        expect(page.get_by_role("main")).to_contain_text("20 pada")
        expect(page.get_by_role("main")).to_contain_text("kini 41")
        assert axe(page) == ""
        assert presses.count <= MOST_PRESSES
        assert page.said == []
        page.context.close()


def test_keys_lead_through_the_meeting_and_nothing_on_the_screen_is_too_small(browser, live_server, official, axe):
    page = steps.open_pages(browser, live_server.url, width=1280, height=720)
    screen = f"/laporan/rapat/{Meeting.objects.get().pk}/layar/"
    steps.log_in(page, official.email, then=screen)
    seen = []
    for _ in range(3):
        seen.append(page.get_by_role("heading", level=1).inner_text())
        assert missing(page) == []
        assert page.evaluate(SMALLEST) >= 15
        assert page.evaluate("document.documentElement.scrollHeight") <= 720
        assert axe(page) == ""
        with page.expect_navigation():
            page.keyboard.press("ArrowRight")
    with page.expect_navigation():
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("p")
    page.keyboard.type("Kelas →p")

    assert seen == ["Yang diputuskan hari ini", "Cakung", "Kebon Jeruk"]
    expect(page.get_by_label("Tindakan", exact=True)).to_have_value("Kelas →p")
    assert page.said == []
