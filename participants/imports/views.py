"""People come in by spreadsheet: upload, preview, decision, progress, report."""

import datetime as dt
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_POST
from tablib import Dataset

from okoce import refusals, sheets_out
from okoce.crumbs import crumbs
from okoce.jobs.heartbeats import is_worker_alive
from okoce.kept_forms import again
from okoce.pagination import paged
from participants.imports import empty_workbook
from participants.imports import reports as import_reports
from participants.imports.actions import imports
from participants.imports.forms import ColumnsForm, ConfirmImportForm, ImportForm
from participants.imports.models import Import
from participants.imports.row_verdicts import HOLD, NEW, REJECT, SKIP, UPDATE

PEOPLE = ("Peserta", "participants:people-list")
SHOWN = 100
# How a row's verdict looks and what it is called in the list of rows.
STATUS = {
    REJECT: {"look": "refused", "word": "ditolak"},
    HOLD: {"look": "waiting", "word": "ditahan"},
    UPDATE: {"look": "ready", "word": "diubah"},
    NEW: {"look": "approved", "word": "baru"},
    SKIP: {"word": "bukan data"},
}
WRITTEN = "Baris yang baik sudah ada di daftar peserta."
NEW_PEOPLE = " Peserta baru menunggu pemeriksaan KTP."


@permission_required(imports.ADD, raise_exception=True)
def list_imports(request):
    form = again.bind(request, ImportForm, area=request.user.areas_for(imports.ADD))
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        item = imports.upload(
            form.content,
            file_name=cleaned["file"].name,
            region=cleaned["region"],
            point=cleaned["registration_point"],
            by=request.user,
            asks_columns=cleaned["asks_columns"],
        )
        return redirect("participants:imports-detail", pk=item.pk)
    found, pages = paged(request, Import.objects.visible_to(request.user).for_list())
    context = pages | {
        "form": form,
        "imports": found,
        "stopped": imports.stopped(found),
        "crumbs": crumbs(PEOPLE, here="Impor"),
    }
    return again.page(request, "participants/imports/list.html", context)


@require_GET
@permission_required(imports.ADD, raise_exception=True)
def template(request):
    """An empty list with the right columns, all of them text, and a sheet that explains them."""
    return FileResponse(empty_workbook.make(), as_attachment=True, filename="contoh-impor-peserta.xlsx")


@require_GET
@permission_required(imports.ADD, raise_exception=True)
def show_import(request, pk):
    return render(request, "participants/imports/detail.html", _context(request, _import(request, pk)))


@permission_required(imports.ADD, raise_exception=True)
def choose_columns(request, pk):
    """Which column holds what, where the heads do not say it; samples show no whole NIK."""
    item = _import(request, pk)
    if item.state != item.State.COLUMNS:
        return redirect("participants:imports-detail", pk=pk)
    form = again.bind(request, ColumnsForm, heads=item.report["heads"])
    if request.method == "POST" and form.is_valid():
        with refusals.at_form(form):
            codes = form.cleaned_data["sex_codes"]
            imports.choose_columns(item, fields=form.chosen, sex_codes=codes, by=request.user)
            return redirect("participants:imports-detail", pk=pk)
    path = (PEOPLE, ("Impor", "participants:imports-list"))
    context = {"item": item, "form": form, "crumbs": crumbs(*path, here="Kolom berkas")}
    return again.page(request, "participants/imports/columns.html", context)


@require_GET
@permission_required(imports.ADD, raise_exception=True)
def show_progress(request, pk):
    """The part that changes while a worker is at it; when it is over, the browser takes the whole page again."""
    item = _import(request, pk)
    response = render(request, "participants/imports/_progress.html", _context(request, item))
    if not item.is_running:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@permission_required(imports.CONFIRM, raise_exception=True)
def confirm(request, pk):
    item = _import(request, pk)
    form = _confirm_form(item.report["rows"], request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
    else:
        act = partial(imports.confirm, left_out=form.left_out)
        _act(request, act, item, "Baris yang baik sedang ditulis ke daftar peserta.")
    return redirect("participants:imports-detail", pk=pk)


@require_POST
@permission_required(imports.ADD, raise_exception=True)
def propose(request, pk):
    _act(request, imports.propose, _import(request, pk), "Berkas diajukan. Petugas Sudin yang menyetujuinya.")
    return redirect("participants:imports-detail", pk=pk)


@require_POST
@permission_required(imports.ADD, raise_exception=True)
def discard(request, pk):
    _act(request, imports.discard, _import(request, pk), "Berkas dihapus; tidak ada yang ditulis.")
    return redirect("participants:imports-list")


@require_POST
@permission_required(imports.ADD, raise_exception=True)
def try_again(request, pk):
    imports.try_again(_import(request, pk), by=request.user)
    return redirect("participants:imports-detail", pk=pk)


@require_GET
@permission_required(imports.ADD, raise_exception=True)
def report(request, pk):
    """Every row that was not simply taken, for mending in a spreadsheet. No cell of it can be run."""
    item = _import(request, pk)
    table = Dataset(*import_reports.lines(item.report["rows"]), headers=import_reports.HEADER)
    return sheets_out.answer(table, name=f"laporan-impor-{pk}", kind=sheets_out.CSV)


@require_GET
@permission_required(imports.ADD, raise_exception=True)
def failed_rows(request, pk):
    """The held and refused rows in their own columns, whole, for who uploaded them and for a day."""
    item = _import(request, pk)
    if item.uploaded_by_id != request.user.pk or not item.failed:
        raise Http404
    heads, *rows = item.failed
    return sheets_out.answer(Dataset(*rows, headers=heads), name=f"baris-gagal-impor-{pk}", kind=sheets_out.XLSX)


def _import(request, pk):
    found = Import.objects.visible_to(request.user).select_related("region", "uploaded_by", "confirmed_by")
    return get_object_or_404(found.defer("content_sealed"), pk=pk)


def _changes(rows):
    """The rows of known people that are shown, each change with the day since when the register has its value."""
    shown = [row for row in rows if row["verdict"] == UPDATE][:SHOWN]
    for row in shown:
        for change in row["changes"]:
            change["since"] = dt.date.fromisoformat(change["day"]) if change["day"] else None
    return shown


def _confirm_form(rows, *data):
    return ConfirmImportForm(*data, changing=import_reports.changing(rows), shown=_changes(rows))


def _act(request, action, item, done):
    with refusals.as_message(request):
        action(item, by=request.user)
        messages.success(request, done)


def _context(request, item):
    kept = item.report
    rows = [] if item.is_running else [row | STATUS.get(row["verdict"], {}) for row in kept["rows"]]
    job = imports.job_of(item)
    may_confirm = item.allows(request.user, imports.CONFIRM)
    is_mine = item.uploaded_by_id == request.user.pk
    decides = item.is_waiting and item.good_rows > 0
    return {
        "item": item,
        "crumbs": crumbs(PEOPLE, ("Impor", "participants:imports-list"), here=item.file_name),
        "figures": [
            {"label": capfirst(label), "figure": item.counts[verdict]}
            for verdict, label in import_reports.VERDICTS.items()
            if item.counts.get(verdict)
        ],
        "held": [row for row in rows if row.get("changed_meanwhile")][:SHOWN],
        "troubles": [r for r in rows if r["verdict"] in (HOLD, REJECT) and not r.get("changed_meanwhile")][:SHOWN],
        "changes": _changes(rows),
        "doubtful": [row for row in rows if row["doubts"]][:SHOWN],
        "doubts": kept["doubts"],
        "sheets": [sheet | {"counted": import_reports.counted(sheet["counts"])} for sheet in item.sheets],
        "skipped": [row for row in rows if row["verdict"] == SKIP][:SHOWN],
        "shown": SHOWN,
        "has_report": bool(rows),
        "has_failed": bool(item.failed_sealed) and is_mine,
        "form": _confirm_form(kept["rows"]) if decides and may_confirm else None,
        "proposes": decides and is_mine and not may_confirm and not item.proposed_at,
        "done_text": WRITTEN + (NEW_PEOPLE if item.counts.get(NEW) else ""),
        "discards": (item.is_waiting or item.state == item.State.COLUMNS) and is_mine,
        "chooses": item.state == item.State.COLUMNS and is_mine,
        "error": job.error if job and job.state == job.State.FAILED else "",
        "waits_for_worker": item.is_running and not is_worker_alive(),
        "is_refreshed": item.is_running and not (job and job.state == job.State.FAILED),
    }
