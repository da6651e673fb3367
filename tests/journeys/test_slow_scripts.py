"""Over a slow line a form is there before its scripts: what was typed and chosen until then counts."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.people import make_user
from tests.factories.registrations import make_ground
from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(transactional_db, live_server, browser):
    """The desk of a kota, and `desk.scripts`: requests for scripts that were not answered yet."""
    make_ground()
    page = steps.open_pages(browser, live_server.url)
    steps.log_in(page, make_user("staff").email)
    page.scripts = []
    page.route(re.compile(r"/js/(trades|kelurahan)\."), lambda route: page.scripts.append(route))
    page.goto("/meja/", wait_until="commit")
    return page


def test_a_trade_typed_before_the_script_came_gets_its_choices(desk):
    desk.get_by_label("Usaha apa?").fill("jualan gorengan keliling")
    desk.get_by_label("Nama lengkap").focus()

    let_come(desk)

    expect(desk.get_by_label("Tidak tahu, biar petugas yang memilih")).to_be_visible()


def test_a_kecamatan_chosen_before_the_script_came_gets_its_kelurahan(desk):
    desk.get_by_label("Kecamatan", exact=False).first.select_option(label="Grogol Petamburan")

    let_come(desk)

    expect(desk.get_by_label("Kelurahan").first.get_by_text("Tomang")).to_be_attached()


def let_come(page):
    for script in page.scripts:
        script.continue_()
