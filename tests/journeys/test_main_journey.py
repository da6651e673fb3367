"""From registration to the report, as the people of a kecamatan would do it, in a real browser with a real worker."""

import io
import re
import subprocess
import zipfile

import pikepdf
import pytest
import time_machine
from django.core.management import call_command
from playwright.sync_api import expect

from okoce.clock import day_starts_at, today
from okoce.programme import memory
from participants.journey.models import StageEvent, StageStanding
from participants.people.models import Participant
from reports.papers.models import Document, Report, ReportRun
from reports.snapshots.actions import periods
from tests.conftest import PATIENCE
from tests.factories.people import make_user
from tests.journeys import steps
from trainings.sessions.models import Session

PAPERS = 44 + 6 + 1 + 1  # kecamatan, kota, the province, and its slides

pytestmark = [
    pytest.mark.browser,
    pytest.mark.worker,
    pytest.mark.embedded,
    pytest.mark.django_db(transaction=True),
]
TITLE = "Dasar wirausaha di Grogol"


@pytest.fixture
def jakarta():
    """The whole city as it is loaded at the first start; nobody registered yet."""
    call_command("load_reference", verbosity=0)
    periods.make(memory.current_year())


def test_from_registration_to_the_report_of_the_kecamatan(jakarta, live_server, real_worker, browser, axe):
    staff = make_user("staff", name="Ratna Kemuning")
    officer = make_user("officer", name="Joko Flamboyan")
    official = make_user("official", name="Endang Cempaka", region="31")
    faults = []

    def seen(page):
        faults.extend(filter(None, [axe(page), *page.said]))

    # Just after midnight in Jakarta: whatever the clock says, a meeting at nine is today's, its booking still open,
    # and nothing done now lies ahead of the worker's clock.
    with time_machine.travel(day_starts_at(today()), tick=True):
        phone = steps.open_pages(browser, live_server.url, width=360, height=740)
        number = steps.register(phone, seen=seen)

        desk = steps.open_pages(browser, live_server.url)
        steps.log_in(desk, staff.email, then="/admin/")
        steps.schedule_session(desk, title=TITLE, day=today())

        steps.log_in(phone, number)
        steps.book_seat(phone, TITLE)
        expect(phone.get_by_role("main")).to_contain_text(re.compile("kursi pasti|terpesan", re.IGNORECASE))
        before = steps.journey_of(phone)

        door = steps.open_pages(browser, live_server.url, width=360, height=740)
        steps.log_in(door, officer.email)
        steps.mark_present(door, TITLE, steps.NAME)

    after = steps.journey_of(phone)
    seen(phone)
    session = Session.objects.get()
    assert (session.capacity, session.seats_taken) == (100, 1)
    assert [before["Pendaftaran"].state, before["Pelatihan"].state] != ["done", "done"]
    assert [after["Pendaftaran"].state, after["Pelatihan"].state] == ["done", "done"]
    assert TITLE in after["Pelatihan"].evidence
    person = Participant.objects.get()
    assert set(StageStanding.objects.filter(participant=person).values_list("stage", flat=True)) == {
        "pendaftaran",
        "pelatihan",
    }
    assert all(event.evidence for event in StageEvent.objects.filter(participant=person))

    office = steps.open_pages(browser, live_server.url)
    steps.log_in(office, official.email)
    address = steps.press_for_reports(office)
    expect(office.locator("#kemajuan")).to_contain_text(f"dari {PAPERS}")
    expect(office.get_by_text("Semua laporan siap.")).to_be_visible(timeout=5000 * PATIENCE)
    seen(office)
    assert office.url == address  # the page moved on by itself

    with office.expect_download() as paper:
        office.get_by_role("link", name="Lembar kecamatan (dua halaman) Grogol Petamburan").click()
    content = paper.value.path().read_bytes()
    with office.expect_download() as bundle:
        office.get_by_role("link", name="Unduh semua").click()
    bundled = zipfile.ZipFile(io.BytesIO(bundle.value.path().read_bytes()))

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 2
    words = text_of(content)
    assert "Grogol Petamburan" in words
    assert re.search(r"Pendaftaran\s+•", words)  # one person is hidden
    assert steps.NAME not in words
    assert steps.NIK not in words
    assert number not in words
    run = ReportRun.objects.get()
    assert Report.objects.filter(run=run, ready_at__isnull=False).count() == PAPERS
    assert len([name for name in bundled.namelist() if name.endswith(".pdf")]) == PAPERS
    assert content in [bundled.read(name) for name in bundled.namelist()]
    assert Document.objects.count() == PAPERS
    assert faults == []


def text_of(content):
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
