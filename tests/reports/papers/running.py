"""What tests of runs share."""

from okoce.clock import now
from okoce.jobs.models import Job
from reports.papers.actions import runs
from reports.papers.models import PaperKind, Report
from tests.factories.reports import make_document


def start(period, **options):
    """A run of the papers of kecamatan alone."""
    return runs.start(period, papers=[PaperKind.KECAMATAN], **options)


def finish(*reports):
    for report in reports:
        Job.objects.filter(pk=report.job_id).update(state="done", finished_at=now())
        Report.objects.filter(pk=report.pk).update(document=make_document(), ready_at=now())


def fail(report, error="Pekerja berhenti mendadak tiga kali saat mengerjakan ini."):
    Job.objects.filter(pk=report.job_id).update(state="failed", attempts=3, error=error, finished_at=now())
