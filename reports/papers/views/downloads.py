"""The files: one paper, its numbers as tables, or all of an area."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from okoce import sheets_out
from okoce.regions import places
from okoce.regions.levels import JAKARTA
from reports.papers import bundles, filenames, tables
from reports.papers.models import PaperKind, Report, ReportRun
from reports.snapshots.models import Snapshot

TABLES = {"angka": tables.workbook, "data-terbuka": tables.open_data, "kamus-data": tables.dictionary}
ENDINGS = {"angka": sheets_out.XLSX, "data-terbuka": sheets_out.CSV, "kamus-data": sheets_out.CSV}


@permission_required("papers.view_reportrun", raise_exception=True)
def download(request, pk, code):
    """The paper of a kecamatan, a kota or the province."""
    return _report(request, pk, code, Report.objects.exclude(kind=PaperKind.DECK))


@permission_required("papers.view_reportrun", raise_exception=True)
def download_deck(request, pk, code):
    return _report(request, pk, code, Report.objects.filter(kind=PaperKind.DECK))


def _report(request, pk, code, found):
    visible = found.visible_to(request.user).select_related("document", "region", "run__period", "job")
    report = get_object_or_404(visible, run=pk, region=code)
    if not report.ready_at:
        return _not_ready(request, report.run, report.region.name, report)
    response = HttpResponse(bytes(report.document.content), content_type="application/pdf")
    period = report.run.period
    name = filenames.of_report(period.programme_year.year, period.number, report.region.name, report.kind)
    return _named(response, name)


@permission_required("papers.view_reportrun", raise_exception=True)
def download_table(request, pk, what):
    """The numbers of the papers of a run in the area of the user, from the same frozen figures."""
    run, reports = _of_area(request, pk)
    if what not in TABLES or not reports.exists():
        raise Http404
    year, number, area = run.period.programme_year.year, run.period.number, _area_name(reports)
    name = filenames.of_table(what, year, number, area)
    return sheets_out.answer(TABLES[what](_figures(reports)), name=name, kind=ENDINGS[what])


@permission_required("papers.view_reportrun", raise_exception=True)
def download_all(request, pk):
    """Every ready paper of the area of the user and its numbers, once none is still being drawn."""
    run, reports = _of_area(request, pk)
    progress = reports.progress([run.pk])[run.pk]
    if progress["ready"] + progress["failed"] < progress["total"] or not progress["ready"]:
        return _not_ready(request, run, "semua wilayah", None)
    year, number = run.period.programme_year.year, run.period.number
    area = _area_name(reports)
    response = StreamingHttpResponse(
        bundles.zipped(_files(reports.filter(ready_at__isnull=False), year, number, area)),
        content_type="application/zip",
    )
    return _named(response, filenames.of_bundle(year, number, area))


def _files(ready, year, number, area):
    """(name, bytes) of every paper, then of the tables."""
    found = ready.order_by("region_id", "kind").values_list("region__name", "kind", "document__content")
    for name, kind, content in found.iterator(chunk_size=4):
        yield filenames.of_report(year, number, name, kind), bytes(content)
    figures = _figures(ready)
    for what, table in TABLES.items():
        content = table(figures).export(ENDINGS[what])
        name = f"{filenames.of_table(what, year, number, area)}.{ENDINGS[what]}"
        yield name, content if isinstance(content, bytes) else content.encode()


def _of_area(request, pk):
    """(run, its reports in the area of the user)."""
    runs = ReportRun.objects.visible_to(request.user).select_related("period__programme_year")
    run = get_object_or_404(runs, pk=pk)
    return run, Report.objects.visible_to(request.user).filter(run=run)


def _figures(reports):
    """The frozen figures of these reports, each once, larger areas first."""
    snapshots = Snapshot.objects.filter(reports__in=reports.order_by().values("pk")).distinct().order_by("region_id")
    return [snapshot.figures for snapshot in snapshots]


def _area_name(reports):
    """What the area of these reports is called: one kecamatan, one kota, or the province."""
    codes = sorted(reports.order_by().values_list("region_id", flat=True).distinct())
    kota = {".".join(code.split(".")[:2]) for code in codes if code != JAKARTA}
    if len(codes) == 1:
        return places.named(codes[0])
    return places.named(kota.pop()) if len(kota) == 1 and JAKARTA not in codes else places.named(JAKARTA)


def _named(response, name):
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _not_ready(request, run, name, report):
    """The file is not there yet: the page says why and what to do."""
    shown = {"run": run, "name": name, "report": report}
    return render(request, "reports/papers/not_ready.html", shown, status=404)
