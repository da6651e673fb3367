"""One press makes the reports of an area, once; the page shows how far they are."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import RoleAssignment
from okoce.clock import now
from okoce.jobs.heartbeats import beat
from okoce.jobs.models import Job
from okoce.jobs.tasks import run_job
from okoce.regions.models import Region
from reports import tasks
from reports.actions import periods, runs
from reports.models import Document, Period, Report, ReportRun
from tests.factories.people import make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, KEBON_JERUK, PROVINCE, make_places
from tests.factories.reports import make_document, make_funnel, make_period, make_tally
from tests.factories.years import make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return make_user("official", region=PROVINCE)


def finish(*reports):
    for report in reports:
        Job.objects.filter(pk=report.job_id).update(state="done", finished_at=now())
        Report.objects.filter(pk=report.pk).update(document=make_document(), ready_at=now())


def fail(report, error="Pekerja berhenti mendadak tiga kali saat mengerjakan ini."):
    Job.objects.filter(pk=report.job_id).update(state="failed", attempts=3, error=error, finished_at=now())


# --- The press -----------------------------------------------------------------------------------------


def test_one_press_orders_a_report_for_each_kecamatan_of_the_area(official):
    run = runs.start(make_period(), by=official)

    reports = list(run.reports.select_related("job"))
    assert [report.region_id for report in reports] == [GROGOL, KEBON_JERUK, CAKUNG]
    assert {report.state for report in reports} == {"queued"}
    assert [report.job.arguments for report in reports] == [{"report_id": report.pk} for report in reports]
    assert len({report.snapshot.known_at for report in reports}) == 1


def test_an_official_of_a_kota_orders_only_its_reports():
    run = runs.start(make_period(), by=make_user("official", region=BARAT))

    assert [report.region_id for report in run.reports.all()] == [GROGOL, KEBON_JERUK]


def test_nobody_orders_a_report_outside_their_area():
    official, cakung = make_user("official", region=BARAT), Region.objects.get(pk=CAKUNG)

    with pytest.raises(PermissionDenied):
        runs.start(make_period(), by=official, regions=[cakung])
    with pytest.raises(PermissionDenied):
        runs.start(make_period(ended_days_ago=20), by=make_user("mentor"))
    assert ReportRun.objects.count() == Job.objects.count() == 0


def test_pressing_twice_within_a_minute_gives_the_same_run(official):
    period = make_period()
    colleague, elsewhere = make_user("official", region=PROVINCE), make_user("official", region=BARAT)

    first = runs.start(period, by=official)

    assert runs.start(period, by=official) == first
    assert runs.start(period, by=colleague) == first
    assert runs.start(period, by=elsewhere) != first
    assert runs.start(make_period(ended_days_ago=20), by=official) != first
    with time_machine.travel(now() + dt.timedelta(seconds=61)):
        assert runs.start(period, by=official) != first
    assert Report.objects.filter(run=first).count() == 3


def test_a_period_that_has_not_begun_has_no_report(official):
    with pytest.raises(ValidationError, match="belum dimulai"):
        runs.start(make_period(ended_days_ago=-20), by=official)


def test_the_schedule_starts_each_fortnight_once():
    make_places()
    periods.make(make_year(2026))

    with time_machine.travel(dt.datetime(2026, 11, 19, 5, tzinfo=dt.UTC)):
        tasks.start_due_run()
        tasks.start_due_run()
    with time_machine.travel(dt.datetime(2026, 12, 3, 5, tzinfo=dt.UTC)):
        tasks.start_due_run()

    assert [(run.period.number, run.requested_by, run.reports.count()) for run in ReportRun.objects.order_by("pk")] == [
        (23, None, 3),
        (24, None, 3),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportRun.objects.create(period=Period.objects.get(number=24), is_scheduled=True, area="31")


# --- The work ------------------------------------------------------------------------------------------


def test_a_drawn_report_is_ready_once_with_its_document(official):
    run = runs.start(make_period(), by=official)
    report = run.reports.select_related("job").first()

    effects = [tasks.draw(report.job, report_id=report.pk) for _ in range(2)]
    effects[0]()
    report.refresh_from_db()
    ready_at = report.ready_at
    effects[1]()

    report.refresh_from_db()
    assert report.ready_at == ready_at
    assert bytes(report.document.content).startswith(b"%PDF")


def draw(*reports):
    """As a worker does."""
    for report in reports:
        run_job(report.job_id)


def test_pressing_again_draws_only_where_figures_moved(official):
    period = make_period()
    first = runs.start(period, by=official)
    draw(*first.reports.all())
    make_tally("pelatihan", 1, day=period.ends_on)  # in Grogol Petamburan

    with time_machine.travel(now() + dt.timedelta(minutes=2)):
        again = runs.start(period, by=official)

    assert {report.region_id: (report.state, bool(report.job)) for report in again.reports.all()} == {
        GROGOL: ("queued", True),
        KEBON_JERUK: ("ready", False),
        CAKUNG: ("ready", False),
    }
    before = dict(first.reports.values_list("region_id", "document_id"))
    drawn = dict(again.reports.values_list("region_id", "document_id"))
    assert drawn == before | {GROGOL: None}


def test_a_report_that_was_ready_at_once_is_downloaded_like_the_others(client, official):
    period = make_period()
    draw(*runs.start(period, by=official).reports.all())
    with time_machine.travel(now() + dt.timedelta(minutes=2)):
        again = runs.start(period, by=official)
    client.force_login(official)

    page = client.get(reverse("reports:runs-detail", args=[again.pk])).content.decode()
    file = client.get(reverse("reports:reports-download", args=[again.pk, CAKUNG]))

    assert "Semua laporan siap." in page
    assert file.content == bytes(again.reports.get(region=CAKUNG).document.content)


def test_a_report_takes_at_most_ten_statements_however_many_people(official):
    period = make_period()
    one, *_ = runs.start(period, by=official).reports.all()
    make_funnel(800, 500, 200, 100, 50, 20, 10, day=period.ends_on)

    def statements(report):
        beat("bulk")
        with CaptureQueriesContext(connection) as seen:
            draw(report)
        return [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]

    with time_machine.travel(now() + dt.timedelta(minutes=2)):
        many = runs.start(period, by=official).reports.get(region=GROGOL)
        assert len(statements(one)) == len(statements(many)) <= 10
    assert Document.objects.count() == 2


def test_rights_are_asked_again_when_the_work_begins(official):
    run = runs.start(make_period(), by=official)
    report = run.reports.select_related("job").first()

    RoleAssignment.objects.filter(user=official).update(ends_at=now())

    with pytest.raises(ValidationError, match="tidak lagi berhak"):
        tasks.draw(report.job, report_id=report.pk)


def test_the_schedule_needs_no_rights():
    make_period()
    tasks.start_due_run()
    report = ReportRun.objects.get().reports.select_related("job").first()

    tasks.draw(report.job, report_id=report.pk)()

    report.refresh_from_db()
    assert report.state == "ready"


def test_failed_reports_are_drawn_again_where_one_may(official):
    run = runs.start(make_period(), by=official)
    grogol, kebon_jeruk, cakung = run.reports.all()
    finish(grogol)
    fail(kebon_jeruk)
    fail(cakung)

    assert runs.draw_again(run, by=make_user("official", region=BARAT)) == 1

    assert [report.state for report in run.reports.select_related("job")] == ["ready", "queued", "failed"]
    assert Job.objects.get(pk=kebon_jeruk.job_id).attempts == 0


# --- The pages -----------------------------------------------------------------------------------------

ROLES = [
    # role, region, may look, may press
    (None, None, False, False),
    ("mentor", GROGOL, False, False),
    ("officer", GROGOL, True, True),
    ("staff", BARAT, True, True),
    ("province", PROVINCE, True, True),
    ("official", GROGOL, True, True),
    ("auditor", PROVINCE, True, False),
    ("privacy", PROVINCE, False, False),
]


@pytest.mark.parametrize(("role", "region", "may_look", "may_press"), ROLES)
def test_who_may_look_and_who_may_press(client, official, role, region, may_look, may_press):
    period = make_period()
    run = runs.start(period, by=official)
    client.force_login(make_user(role, region=region))

    looked = [client.get(path).status_code for path in paths_of(run)]
    pressed = client.post(reverse("reports:runs-start"), {"period": period.pk}).status_code
    again = client.post(reverse("reports:runs-again", args=[run.pk])).status_code

    assert looked == [200 if may_look else 403] * 3
    assert (pressed, again) == ((302, 302) if may_press else (403, 403))


def paths_of(run):
    return [
        reverse("reports:runs-list"),
        reverse("reports:runs-detail", args=[run.pk]),
        reverse("reports:runs-progress", args=[run.pk]),
    ]


def test_visitors_are_sent_to_the_door(client, official):
    run = runs.start(make_period(), by=official)

    for path in [*paths_of(run), reverse("reports:runs-zip", args=[run.pk])]:
        response = client.get(path)
        assert response.status_code == 302
        assert "next=" in response.url


def test_a_run_elsewhere_and_a_run_that_is_not_there_are_the_same_404(client):
    theirs = runs.start(make_period(), by=make_user("official", region=CAKUNG))
    client.force_login(make_user("official", region=GROGOL))

    for pk in (theirs.pk, theirs.pk + 999):
        for name in ("runs-detail", "runs-progress", "runs-zip"):
            assert client.get(reverse(f"reports:{name}", args=[pk])).status_code == 404
        assert client.post(reverse("reports:runs-again", args=[pk])).status_code == 404
    assert "Cakung" not in client.get(reverse("reports:runs-list")).content.decode()


def test_of_a_run_everybody_sees_their_own_area(client, official):
    run = runs.start(make_period(), by=official)
    client.force_login(make_user("officer", region=GROGOL))

    page = client.get(reverse("reports:runs-detail", args=[run.pk])).content.decode()

    assert "Grogol Petamburan" in page
    assert "Kebon Jeruk" not in page
    assert "Cakung" not in page


def test_pressing_leads_to_the_page_that_waits(client, official):
    period = make_period()
    client.force_login(official)

    response = client.post(reverse("reports:runs-start"), {"period": period.pk}, follow=True)

    page = response.content.decode()
    run = ReportRun.objects.get()
    assert response.redirect_chain[-1][0] == reverse("reports:runs-detail", args=[run.pk])
    assert f'hx-get="{reverse("reports:runs-progress", args=[run.pk])}"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert page.count("menunggu") >= 3


def test_a_period_that_is_not_there_is_refused_in_a_sentence(client, official):
    make_period()
    client.force_login(official)

    response = client.post(reverse("reports:runs-start"), {"period": 99999}, follow=True)

    assert "Periode itu tidak ada" in response.content.decode()
    assert not ReportRun.objects.exists()


def test_the_page_says_when_no_worker_runs_and_stops_saying_so(client, official):
    run = runs.start(make_period(), by=official)
    client.force_login(official)
    path = reverse("reports:runs-progress", args=[run.pk])

    alone = client.get(path).content.decode()
    beat("bulk")
    helped = client.get(path).content.decode()

    assert "Mesin pembuat laporan sedang tidak berjalan" in alone
    assert "Mesin pembuat laporan" not in helped


def test_each_state_is_said_in_words_with_its_reason(client, official):
    run = runs.start(make_period(), by=official)
    ready, failed, running = run.reports.all()
    finish(ready)
    fail(failed)
    Job.objects.filter(pk=running.job_id).update(state="running", attempts=1)
    client.force_login(official)

    page = client.get(reverse("reports:runs-progress", args=[run.pk])).content.decode()

    for words in (">siap<", ">gagal<", "berhenti mendadak tiga kali", ">sedang dibuat<", "Buat ulang yang gagal"):
        assert words in page
    assert page.count("2 halaman") == 1
    assert "hx-trigger" in page
    assert "Unduh semua" not in page


def test_when_all_is_over_the_page_stops_asking(client, official):
    run = runs.start(make_period(), by=official)
    finish(*run.reports.all())
    client.force_login(official)

    for path in paths_of(run)[1:]:
        page = client.get(path).content.decode()
        assert "hx-trigger" not in page
        assert "http-equiv" not in page
        assert "Unduh semua (ZIP)" in page
        assert "3</strong> dari 3 selesai" in page


def test_the_list_marks_the_newest_run_of_a_period(client, official):
    period = make_period()
    runs.start(period, by=official)
    with time_machine.travel(now() + dt.timedelta(minutes=2)):
        runs.start(period, by=official)
    client.force_login(official)

    page = client.get(reverse("reports:runs-list")).content.decode()

    assert page.count(">terbaru<") == 1
    assert page.count(">digantikan<") == 1


def test_the_list_has_a_next_page(client, official):
    period = make_period()
    first = runs.start(period, by=official)
    region = Region.objects.get(pk=GROGOL)
    for _ in range(31):
        run = ReportRun.objects.create(period=period, area=GROGOL)
        Report.objects.create(run=run, region=region)
    client.force_login(official)

    page = client.get(reverse("reports:runs-list")).content.decode()
    oldest = ReportRun.objects.order_by("-pk")[29].pk
    older = client.get(reverse("reports:runs-list") + f"?sebelum={oldest}").content.decode()

    assert f"sebelum={oldest}" in page
    assert reverse("reports:runs-detail", args=[first.pk]) in older
    assert reverse("reports:runs-detail", args=[first.pk]) not in page
    assert client.get(reverse("reports:runs-list") + "?sebelum=abc").status_code == 200


def test_more_runs_and_more_reports_cost_no_more_statements(client, official):
    grogol = make_user("official", region=GROGOL)
    small = runs.start(make_period(), by=grogol)
    client.force_login(official)

    def statements(path):
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    client.get(reverse("reports:runs-list"))
    few = [statements(path) for path in paths_of(small)]
    large = runs.start(make_period(ended_days_ago=20), by=official)
    runs.start(make_period(ended_days_ago=40), by=official)
    finish(large.reports.first())

    assert [statements(path) for path in paths_of(large)] == few
