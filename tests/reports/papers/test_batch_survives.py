"""Papers come out whole and once each, though workers are killed or queue and database are lost in the middle."""

import io
import os
import signal

import pikepdf
import pytest
import redis
from django.db import connection
from django.db.models import F
from django.urls import reverse

from okoce.jobs.models import Job
from okoce.jobs.sweeping import SEND_AGAIN
from reports.papers.actions import runs
from reports.papers.models import Document, PaperKind, Report
from tests import workers
from tests.conftest import PATIENCE
from tests.factories.people import make_user
from tests.factories.places import BARAT, PROVINCE
from tests.factories.reports import make_all_places, make_funnel, make_period

pytestmark = [pytest.mark.long, pytest.mark.worker, pytest.mark.embedded, pytest.mark.django_db(transaction=True)]

PAPERS = (PaperKind.KECAMATAN, PaperKind.KOTA, PaperKind.PROVINCE)
PAGES = {PaperKind.KECAMATAN: 2, PaperKind.KOTA: 2, PaperKind.PROVINCE: 4}
COUNT = 44 + 6 + 1


@pytest.fixture
def kecamatan():
    return make_all_places()


def press(kecamatan):
    """An official asks for all reports of a period in which every kecamatan has other figures."""
    official, period = make_user("official", region=PROVINCE), make_period()
    for number, region in enumerate(kecamatan):
        make_funnel(100 + number, 60, 30, 20, 15, 9, 2, kelurahan=region.children.first().pk, day=period.ends_on)
    return runs.start(period, by=official, regions=kecamatan, papers=PAPERS), official


def ready(run):
    return Report.objects.filter(run=run, ready_at__isnull=False).count()


def kill(worker):
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def test_all_are_ready_once_and_whole_after_the_workers_were_killed(kecamatan, start_worker, wait_until):
    """All 51 on PostgreSQL; on SQLite, where the same code does it, those of one kota."""
    kecamatan = kecamatan if connection.vendor == "postgresql" else [row for row in kecamatan if row.parent_id == BARAT]
    worker = start_worker(processes=2, JOB_LEASE_SECONDS="3")
    run, _ = press(kecamatan)
    count = run.reports.count()
    assert wait_until(lambda: ready(run) >= 2)
    kill(worker)
    before = dict(Report.objects.filter(run=run, ready_at__isnull=False).values_list("pk", "ready_at"))
    assert 2 <= len(before) < count

    start_worker(processes=2, JOB_LEASE_SECONDS="3")
    wait_until(lambda: ready(run) == count, seconds=5 * PATIENCE)

    drawn = [report.region_id for report in run.reports.all() if report.kind == PaperKind.KECAMATAN]
    assert drawn == [region.pk for region in kecamatan]
    assert count == (COUNT if connection.vendor == "postgresql" else 9)
    assert {pk: at for pk, at in run.reports.values_list("pk", "ready_at") if pk in before} == before
    assert_whole(run, count)


@pytest.mark.postgres
def test_all_are_ready_once_after_the_queue_was_emptied_and_the_database_ended_every_connection(
    kecamatan, start_worker, wait_until
):
    worker = start_worker(processes=2, JOB_LEASE_SECONDS="3")
    run, _ = press([row for row in kecamatan if row.parent_id == BARAT])
    count = run.reports.count()
    assert wait_until(lambda: ready(run) >= 2)

    redis.Redis.from_url(os.environ["REDIS_URL"]).flushdb()  # the broker
    with connection.cursor() as cursor:
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid != pg_backend_pid()"
        cursor.execute(f"SELECT pg_terminate_backend(pid, 5000) {others}")
        assert cursor.rowcount >= 2
    assert ready(run) < count
    Job.objects.filter(state=Job.State.QUEUED).update(sent_at=F("sent_at") - SEND_AGAIN)  # a minute later

    wait_until(lambda: ready(run) == count, seconds=5 * PATIENCE)
    assert worker.poll() is None
    assert_whole(run, count)


def assert_whole(run, count):
    """Each paper is there once, with all its pages, and its job is done."""
    reports = list(run.reports.select_related("document", "job"))
    assert {(report.state, report.job.state) for report in reports} == {("ready", "done")}
    assert len(reports) == Document.objects.count() == len({report.document_id for report in reports}) == count
    for report in reports:
        content = bytes(report.document.content)
        assert (report.document.sha256, report.document.size) == (Document.sha(content), len(content))
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert len(pdf.pages) == PAGES[report.kind]


def test_a_report_that_kills_its_worker_is_given_up_with_a_reason_on_the_page(
    kecamatan, start_worker, wait_until, client
):
    run, official = press(kecamatan[:1])
    deadly = run.reports.select_related("job").first()
    Job.objects.filter(pk=deadly.job_id).update(name="tests.kill", arguments={})

    start_worker(processes=1, JOB_MODULES=workers.__name__, JOB_LEASE_SECONDS="1")
    wait_until(lambda: Job.objects.get(pk=deadly.job_id).state == "failed")

    job = Job.objects.get(pk=deadly.job_id)
    assert (job.state, job.attempts) == ("failed", 3)
    client.force_login(official)
    page = client.get(reverse("reports:runs-detail", args=[run.pk])).content.decode()
    assert "Pekerja berhenti mendadak tiga kali" in page
    assert "Buat ulang yang gagal" in page
