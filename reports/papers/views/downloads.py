"""The files: one report, or all of an area."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from okoce.regions import places
from okoce.regions.levels import JAKARTA
from reports.papers import bundles, filenames
from reports.papers.models import Report, ReportRun


@permission_required("papers.view_reportrun", raise_exception=True)
def download(request, pk, code):
    visible = Report.objects.visible_to(request.user).select_related("document", "region", "run__period", "job")
    report = get_object_or_404(visible, run=pk, region=code)
    if not report.ready_at:
        return _not_ready(request, report.run, report.region.name, report)
    response = HttpResponse(bytes(report.document.content), content_type="application/pdf")
    period = report.run.period
    return _named(response, filenames.of_report(period.programme_year.year, period.number, report.region.name))


@permission_required("papers.view_reportrun", raise_exception=True)
def download_all(request, pk):
    """Every ready report of the area of the user, once none is still being drawn."""
    runs = ReportRun.objects.visible_to(request.user).select_related("period__programme_year")
    run = get_object_or_404(runs, pk=pk)
    reports = Report.objects.visible_to(request.user)
    progress = reports.progress([run.pk])[run.pk]
    if progress["ready"] + progress["failed"] < progress["total"] or not progress["ready"]:
        return _not_ready(request, run, "semua kecamatan", None)
    year, number = run.period.programme_year.year, run.period.number
    ready = reports.filter(run=run, ready_at__isnull=False)
    kota = set(ready.order_by().values_list("region__parent__name", flat=True))
    names = list(ready.order_by().values_list("region__name", flat=True)[:2])
    files = (
        (filenames.of_report(year, number, name), bytes(content))
        for name, content in ready.order_by("region_id")
        .values_list("region__name", "document__content")
        .iterator(chunk_size=4)
    )
    response = StreamingHttpResponse(bundles.zipped(files), content_type="application/zip")
    area = names[0] if len(names) == 1 else kota.pop() if len(kota) == 1 else places.named(JAKARTA)
    return _named(response, filenames.of_bundle(year, number, area))


def _named(response, name):
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _not_ready(request, run, name, report):
    """The file is not there yet: the page says why and what to do."""
    shown = {"run": run, "name": name, "report": report}
    return render(request, "reports/papers/not_ready.html", shown, status=404)
