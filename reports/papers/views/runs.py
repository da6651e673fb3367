"""Making reports: the press, the wait, the history."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from okoce import rates, refusals
from okoce.crumbs import crumbs
from okoce.jobs.heartbeats import is_worker_alive
from okoce.jobs.models import Job
from okoce.pk_parsing import row_number
from reports.papers.actions import runs, wanted
from reports.papers.forms import StartRunForm
from reports.papers.models import READY, Report, ReportRun

PAGE = 30
PRESSES = "20/m/key"  # a minute of one user; the same press again makes nothing new, whatever it costs to say so
SHOWN = (
    "pk",
    "period",
    "requested_at",
    "is_scheduled",
    "requested_by__name",
    "period__number",
    "period__programme_year_id",
)
SHOWN += ("period__starts_on", "period__ends_on")


@permission_required("papers.view_reportrun", raise_exception=True)
def runs_list(request):
    mine = ReportRun.objects.visible_to(request.user)
    found = mine.values(*SHOWN)
    if before := row_number(request.GET.get("sebelum")):
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: PAGE + 1])
    newest = _newest(mine, rows) if before else _newest_of(rows)
    progress = Report.objects.visible_to(request.user).progress([row["pk"] for row in rows])
    form = _form(request) if request.user.has_perm(runs.PERMISSION) else None
    shown = {
        "runs": [
            row | progress[row["pk"]] | {"is_outdated": row["pk"] != newest[row["period"]]} for row in rows[:PAGE]
        ],
        "older": rows[PAGE - 1]["pk"] if len(rows) > PAGE else None,
        "form": form,
    }
    return render(request, "reports/papers/list.html", shown)


def _form(request, data=None):
    """The form with the kinds of paper that the area of the user has."""
    return StartRunForm(data, kinds=runs.kinds_for(request.user))


def _newest_of(rows):
    """{period: its newest run} where the rows begin with the newest of all."""
    return {row["period"]: row["pk"] for row in reversed(rows)}


def _newest(mine, rows):
    """The same where newer ones may stand on pages before."""
    asked = mine.filter(period__in={row["period"] for row in rows}).order_by()
    return dict(asked.values_list("period").annotate(Max("pk")))


@require_POST
@permission_required(runs.PERMISSION, raise_exception=True)
def runs_start(request):
    if not rates.is_within(request, "papers", PRESSES, key=str(request.user.pk)):
        return render(request, "reports/papers/too_many.html", status=429)
    form = _form(request, request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return redirect("reports:runs-list")
    with refusals.as_message(request):
        run = runs.start(form.cleaned_data["period"], by=request.user, papers=form.cleaned_data["papers"])
        return redirect("reports:runs-detail", pk=run.pk)
    return redirect("reports:runs-list")


@permission_required("papers.view_reportrun", raise_exception=True)
def runs_detail(request, pk):
    run = _run(request, pk)
    context = _progress(request, run)
    context["crumbs"] = crumbs(("Laporan", "reports:runs-list"), here=f"Periode {run.period.number}")
    return render(request, "reports/papers/detail.html", context)


@permission_required("papers.view_reportrun", raise_exception=True)
def runs_progress(request, pk):
    """The part of the page that changes while reports are drawn."""
    run = _run(request, pk)
    return render(request, "reports/papers/_progress.html", _progress(request, run) | {"is_update": True})


@require_POST
@permission_required(runs.PERMISSION, raise_exception=True)
def runs_again(request, pk):
    run = _run(request, pk)
    if runs.draw_again(run, by=request.user, report=row_number(request.POST.get("laporan"))):
        messages.success(request, "Laporan yang gagal dibuat ulang.")
    else:
        messages.info(request, "Tidak ada laporan gagal yang bisa Anda buat ulang.")
    return redirect("reports:runs-detail", pk=run.pk)


def _run(request, pk):
    visible = ReportRun.objects.visible_to(request.user).select_related("period", "requested_by")
    return get_object_or_404(visible, pk=pk)


def _progress(request, run):
    reports = list(
        Report.objects.visible_to(request.user)
        .filter(run=run)
        .select_related("region__parent", "job", "document")
        .defer("document__content")
    )
    reports.sort(key=lambda report: (-wanted.EVERY.index(report.kind), report.region_id))  # the large areas first
    states = [report.state for report in reports]
    ready, failed = states.count(READY), states.count(Job.State.FAILED)
    is_over = ready + failed == len(reports)
    return {
        "run": run,
        "reports": reports,
        "total": len(reports),
        "ready": ready,
        "failed": failed,
        "is_over": is_over,
        "has_bundle": is_over and ready > 0,
        "may_draw_again": failed > 0 and request.user.has_perm(runs.PERMISSION),
        "waits_for_worker": not is_over and not is_worker_alive(),
        "word": _word(is_over, failed),
    }


def _word(is_over, failed):
    if not is_over:
        return "Laporan sedang dibuat. Halaman ini memperbarui diri."
    return "Sebagian laporan gagal dibuat." if failed else "Semua laporan siap."
