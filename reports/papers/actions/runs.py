"""One press makes the reports of a period: a run, a report per kecamatan, a job for each."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from okoce.clock import now, today
from okoce.jobs.models import Job
from okoce.jobs.outbox import enqueue_all, restart
from okoce.regions.models import Region
from reports.papers.actions import documents
from reports.papers.models import Report, ReportRun
from reports.snapshots.actions import snapshots
from reports.snapshots.models import Period

SAME_PRESS = timedelta(minutes=1)
PERMISSION = "papers.add_reportrun"
RIGHTS_ENDED = "Peminta tidak lagi berhak membuat laporan wilayah ini; minta petugas lain menekan tombolnya."


@transaction.atomic
def start(period, *, by, regions=None):
    """Start the reports of a period for where `by` may, or for some kecamatan of it; None is the schedule.

    Pressing again while it is still the same press gives the run that is there. A kecamatan whose paper would be the
    same as one that was drawn before gets that one at once, without a job.
    Raise `PermissionDenied` for a kecamatan outside their area, `ValidationError` for a period to come.
    """
    period = Period.objects.select_for_update(of=("self",)).select_related("programme_year").get(pk=period.pk)
    if period.starts_on > today():
        raise ValidationError("Periode ini belum dimulai; pilih periode yang sudah berjalan.")
    regions = _allowed(by, regions)
    area = " ".join(region.pk for region in regions)
    already = _same_press(period, area, by)
    if already:
        return already
    run = ReportRun.objects.create(period=period, requested_by=by, area=area, is_scheduled=by is None)
    taken = snapshots.take(period, regions)
    documents_of = documents.drawn_before(taken.values())
    reports = [Report(run=run, region=region, snapshot=taken[region.pk]) for region in regions]
    for report in reports:
        if document := documents_of.get(report.snapshot_id):
            report.document, report.ready_at = document, now()
    Report.objects.bulk_create(reports)
    missing = [report for report in reports if not report.ready_at]
    jobs = {f"report:{report.pk}": {"report_id": report.pk} for report in missing}
    for report, job in zip(missing, enqueue_all("reports.draw", jobs, by=by), strict=True):
        report.job = job
    Report.objects.bulk_update(missing, ["job"])
    return run


@transaction.atomic
def draw_again(run, *, by):
    """Give the failed reports of a run new attempts, where `by` may. Returns how many."""
    failed = Report.objects.visible_to(by, PERMISSION).filter(run=run, job__state=Job.State.FAILED)
    failed = failed.select_related("job")
    for report in failed:
        restart(report.job)
    return len(failed)


def refuse_without_rights(report):
    """The user who asked must still be allowed to when the work begins. The schedule always is.

    Raise `ValidationError` otherwise.
    """
    by = report.run.requested_by
    if not report.run.is_scheduled and (by is None or not report.allows(by, PERMISSION)):
        raise ValidationError(RIGHTS_ENDED)


def _allowed(by, regions):
    every = Region.objects.kecamatan().order_by("code")
    if by is None:
        return list(every)
    area = by.areas_for(PERMISSION)
    if regions is None:
        regions = list(every.inside(area))
    if not regions or any(region.pk not in area for region in regions):
        raise PermissionDenied
    return sorted(regions, key=lambda region: region.pk)


def _same_press(period, area, by):
    runs = ReportRun.objects.filter(period=period, area=area)
    if by is None:
        return runs.filter(is_scheduled=True).first()
    return runs.filter(requested_at__gt=now() - SAME_PRESS).order_by("-pk").first()
