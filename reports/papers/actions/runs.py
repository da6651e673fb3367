"""One press makes the papers of a period: a run, a report per paper, a job for each."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from okoce.clock import now, today
from okoce.jobs.models import Job
from okoce.jobs.outbox import enqueue_all, restart
from okoce.regions.models import Region
from reports.papers.actions import documents
from reports.papers.actions.wanted import EVERY, kinds_of, papers_of
from reports.papers.models import Report, ReportRun
from reports.snapshots.actions import editions
from reports.snapshots.models import Period

SAME_PRESS = timedelta(minutes=1)
PERMISSION = "papers.add_reportrun"
RIGHTS_ENDED = "Peminta tidak lagi berhak membuat laporan wilayah ini; minta petugas lain menekan tombolnya."


@transaction.atomic
def start(period, *, by, regions=None, papers=EVERY, edition=None):
    """Start the papers of a period for where `by` may, or for some kecamatan of it; None is the schedule.

    They are drawn from this edition, else from the newest approved one, a draft that `by` may see, or figures of now.
    Pressing again while it is still the same press gives the run that is there. A paper that would be the same as one
    that was drawn before is ready at once, without a job.
    Raise `PermissionDenied` for a kecamatan outside their area, `ValidationError` for a period to come, or where no
    paper of the kinds asked for belongs to the area.
    """
    period = Period.objects.select_for_update(of=("self",)).select_related("programme_year").get(pk=period.pk)
    if period.starts_on > today():
        raise ValidationError("Periode ini belum dimulai; pilih periode yang sudah berjalan.")
    regions = _allowed(by, regions)
    kinds = [kind for kind in EVERY if kind in papers]
    area, asked = " ".join(region.pk for region in regions), " ".join(kinds)
    wanted = papers_of(regions, kinds)
    if not wanted:
        raise ValidationError("Wilayah Anda tidak punya lembar itu; pilih lembar kecamatan.")
    places = list({region.pk: region for region, _ in wanted}.values())
    taken = editions.frozen(period, places, by=by, edition=edition)
    edition = next(iter(taken.values())).edition
    already = _same_press(period, area, asked, by, edition)
    if already:
        return already
    about = {"area": area, "papers": asked, "edition": edition}
    run = ReportRun.objects.create(period=period, requested_by=by, is_scheduled=by is None, **about)
    reports = [Report(run=run, region=region, kind=kind, snapshot=taken[region.pk]) for region, kind in wanted]
    documents_of = documents.drawn_before([(report.snapshot, report.kind) for report in reports])
    for report in reports:
        if document := documents_of.get((report.snapshot_id, report.kind)):
            report.document, report.ready_at = document, now()
    Report.objects.bulk_create(reports)
    _enqueue([report for report in reports if not report.ready_at], by)
    return run


def _enqueue(reports, by):
    jobs = {f"report:{report.pk}": {"report_id": report.pk} for report in reports}
    for report, job in zip(reports, enqueue_all("reports.draw", jobs, by=by), strict=True):
        report.job = job
    Report.objects.bulk_update(reports, ["job"])


@transaction.atomic
def draw_again(run, *, by, report=None):
    """Give the failed reports of a run new attempts, or one of them by its id, where `by` may. Return how many."""
    failed = Report.objects.visible_to(by, PERMISSION).filter(run=run, job__state=Job.State.FAILED)
    if report is not None:
        failed = failed.filter(pk=report)
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


def kinds_for(user):
    """The kinds of paper that the area of a user has."""
    return kinds_of(user.areas_for(PERMISSION))


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


def _same_press(period, area, papers, by, edition):
    runs = ReportRun.objects.filter(period=period, area=area, papers=papers)
    if by is None:
        return runs.filter(is_scheduled=True).first()
    return runs.filter(edition=edition).filter(requested_at__gt=now() - SAME_PRESS).order_by("-pk").first()
