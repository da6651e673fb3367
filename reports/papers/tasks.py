"""Jobs of the reports: draw one, and start the fortnight's run when it is due."""

from celery import shared_task

from okoce.clock import now
from okoce.jobs.models import Job
from okoce.jobs.outbox import handler
from reports.papers.actions import documents, runs
from reports.papers.models import Report
from reports.snapshots.actions import periods
from reports.snapshots.models import Period


@handler("reports.draw", queue=Job.Queue.BULK)
def draw(job, *, report_id):
    """Drawing twice gives the same document; the report becomes ready once. None where its draft was discarded."""
    about = ("run__requested_by", "snapshot__edition__period__programme_year")
    report = Report.objects.select_related(*about).filter(pk=report_id).first()
    if report is None:
        return None
    runs.refuse_without_rights(report)
    document = documents.document_of(report.snapshot, report.kind)

    def finish():
        Report.objects.filter(pk=report_id, ready_at=None).update(document=document, ready_at=now())

    return finish


@shared_task
def start_due_run():
    """Start the reports of the newest fortnight that has ended, once; sent every morning."""
    period = periods.last_finished()
    if period and not period.runs.filter(is_scheduled=True).exists():
        runs.start(Period.objects.get(pk=period.pk), by=None)
