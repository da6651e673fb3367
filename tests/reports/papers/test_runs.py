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
from reports.papers import tasks
from reports.papers.actions import runs
from reports.papers.models import Document, PaperKind, Report, ReportRun
from reports.snapshots.actions import periods
from reports.snapshots.models import Period
from tests.factories.people import make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, KEBON_JERUK, PROVINCE, make_places
from tests.factories.reports import make_funnel, make_period, make_tally
from tests.factories.years import make_year
from tests.reports.papers.running import fail, finish, start

pytestmark = pytest.mark.django_db


# --- The press ---------------------------------------------------------------------------------------


def test_one_press_orders_a_report_for_each_kecamatan_of_the_area(official):
    run = start(make_period(), by=official)

    reports = list(run.reports.select_related("job"))
    assert [report.region_id for report in reports] == [GROGOL, KEBON_JERUK, CAKUNG]
    assert {report.state for report in reports} == {"queued"}
    assert [report.job.arguments for report in reports] == [{"report_id": report.pk} for report in reports]
    assert len({report.snapshot.known_at for report in reports}) == 1


def test_an_official_of_a_kota_orders_only_its_reports():
    run = start(make_period(), by=make_user("official", region=BARAT))

    assert [report.region_id for report in run.reports.all()] == [GROGOL, KEBON_JERUK]


def test_nobody_orders_a_report_outside_their_area():
    official, cakung = make_user("official", region=BARAT), Region.objects.get(pk=CAKUNG)

    with pytest.raises(PermissionDenied):
        start(make_period(), by=official, regions=[cakung])
    with pytest.raises(PermissionDenied):
        start(make_period(ended_days_ago=20), by=make_user("mentor"))
    assert ReportRun.objects.count() == Job.objects.count() == 0


def test_pressing_twice_within_a_minute_gives_the_same_run(official):
    period = make_period()
    colleague, elsewhere = make_user("official", region=PROVINCE), make_user("official", region=BARAT)

    first = start(period, by=official)

    assert start(period, by=official) == first
    assert start(period, by=colleague) == first
    assert start(period, by=elsewhere) != first
    assert start(make_period(ended_days_ago=20), by=official) != first
    with time_machine.travel(now() + dt.timedelta(seconds=61)):
        assert start(period, by=official) != first
    assert Report.objects.filter(run=first).count() == 3


def test_a_period_that_has_not_begun_has_no_report(official):
    with pytest.raises(ValidationError, match="belum dimulai"):
        start(make_period(ended_days_ago=-20), by=official)


def test_the_schedule_starts_each_fortnight_once():
    make_places()
    periods.make(make_year(2026))

    with time_machine.travel(dt.datetime(2026, 11, 19, 5, tzinfo=dt.UTC)):
        tasks.start_due_run()
        tasks.start_due_run()
    with time_machine.travel(dt.datetime(2026, 12, 3, 5, tzinfo=dt.UTC)):
        tasks.start_due_run()

    assert [(run.period.number, run.requested_by, run.reports.count()) for run in ReportRun.objects.order_by("pk")] == [
        (23, None, 7),
        (24, None, 7),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportRun.objects.create(period=Period.objects.get(number=24), is_scheduled=True, area="31")


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        (PROVINCE, "kecamatan×3 kota×2 provinsi×1 dek×1"),
        (BARAT, "kecamatan×2 kota×1 dek×1"),
        (GROGOL, "kecamatan×1"),
    ],
)
def test_a_run_makes_every_paper_of_the_area(region, expected):
    run = runs.start(make_period(), by=make_user("official", region=region))

    kinds = list(run.reports.values_list("kind", flat=True))
    assert " ".join(f"{kind}×{kinds.count(kind)}" for kind in PaperKind if kind in kinds) == expected
    assert run.reports.exclude(job=None).count() == len(kinds)
    assert all(report.snapshot.region_id == report.region_id for report in run.reports.select_related("snapshot"))


def test_only_the_papers_that_were_chosen_are_made(official):
    period = make_period()

    run = runs.start(period, by=official, papers=[PaperKind.KOTA])

    assert {report.kind for report in run.reports.all()} == {PaperKind.KOTA}
    assert runs.start(period, by=official, papers=[PaperKind.DECK]) != run


def test_a_paper_that_the_area_does_not_have_is_refused():
    with pytest.raises(ValidationError, match="tidak punya lembar itu"):
        runs.start(make_period(), by=make_user("official", region=GROGOL), papers=[PaperKind.PROVINCE])
    assert ReportRun.objects.count() == 0


# --- The work ----------------------------------------------------------------------------------------


def test_a_drawn_report_is_ready_once_with_its_document(official):
    run = start(make_period(), by=official)
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
    for region in Region.objects.kecamatan():  # enough people that none is hidden
        make_funnel(*[200] * 7, kelurahan=region.children.first().pk, day=period.ends_on)
    first = start(period, by=official)
    draw(*first.reports.all())
    make_tally("pelatihan", 10, day=period.ends_on)  # in Grogol Petamburan

    with time_machine.travel(now() + dt.timedelta(minutes=2)):
        again = start(period, by=official)

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
    draw(*start(period, by=official).reports.all())
    with time_machine.travel(now() + dt.timedelta(minutes=2)):
        again = start(period, by=official)
    client.force_login(official)

    page = client.get(reverse("reports:runs-detail", args=[again.pk])).content.decode()
    file = client.get(reverse("reports:reports-download", args=[again.pk, CAKUNG]))

    assert "Semua laporan siap." in page
    assert file.content == bytes(again.reports.get(region=CAKUNG).document.content)


def test_a_report_takes_at_most_ten_statements_however_many_people(official):
    period = make_period()
    one, *_ = start(period, by=official).reports.all()
    make_funnel(800, 500, 200, 100, 50, 20, 10, day=period.ends_on)

    def statements(report):
        beat("bulk")
        with CaptureQueriesContext(connection) as seen:
            draw(report)
        return [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]

    with time_machine.travel(now() + dt.timedelta(minutes=2)):
        many = start(period, by=official).reports.get(region=GROGOL)
        assert len(statements(one)) == len(statements(many)) <= 10
    assert Document.objects.count() == 2


def test_rights_are_asked_again_when_the_work_begins(official):
    run = start(make_period(), by=official)
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
    run = start(make_period(), by=official)
    grogol, kebon_jeruk, cakung = run.reports.all()
    finish(grogol)
    fail(kebon_jeruk)
    fail(cakung)

    assert runs.draw_again(run, by=make_user("official", region=BARAT)) == 1

    assert [report.state for report in run.reports.select_related("job")] == ["ready", "queued", "failed"]
    assert runs.draw_again(run, by=official, report=grogol.pk) == 0
    assert runs.draw_again(run, by=official, report=cakung.pk) == 1
    assert Job.objects.get(pk=kebon_jeruk.job_id).attempts == 0
