"""People come in by spreadsheet: upload, preview, decision, progress, report."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from tablib import Dataset

from okoce import refusals, sheets_out
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.drawn_forms import drawn
from okoce.kept_forms import again
from okoce.pagination import paged
from participants.imports import display, empty_workbook
from participants.imports import reports as import_reports
from participants.imports.actions import imports, kinds
from participants.imports.fact_columns import OF_KIND
from participants.imports.forms import ColumnsForm, ImportForm
from participants.imports.kind_words import OF_KIND as WORDS
from participants.imports.list_kinds import ListKind
from participants.imports.models import Import

PEOPLE = ("Peserta", "participants:people-list")
IMPORTS = ("Impor", "participants:imports-list")
_blank_questions = drawn(
    "participants/imports/questions.html", lambda area, offered: ImportForm(area=area, kinds=offered)
)


@permission_required(imports.ADD, raise_exception=True)
def list_imports(request):
    mine = kinds.open_to(request.user)
    area = request.user.areas_for(imports.ADD)
    form = again.bind(request, ImportForm, area=area, kinds=mine)
    if request.method == "POST" and form.is_valid():
        with refusals.at_form(form):
            item = _uploaded(form, by=request.user)
            return redirect("participants:imports-detail", pk=item.pk)
    found, pages = paged(request, Import.objects.visible_to(request.user).for_list())
    context = pages | {
        "form": form,
        "kinds": mine,
        "imports": found,
        "stopped": imports.stopped(found),
        "crumbs": crumbs(PEOPLE, here="Impor"),
    }
    if again.is_blank(request):
        context["questions"] = _blank_questions(area, tuple(mine))
    return again.page(request, "participants/imports/list.html", context)


def _uploaded(form, *, by):
    cleaned = form.cleaned_data
    return imports.upload(
        form.content,
        file_name=cleaned["file"].name,
        kind=cleaned["kind"],
        region=cleaned["region"],
        point=cleaned["registration_point"],
        by=by,
        asks_columns=cleaned["asks_columns"],
        asks_if_known=True,
    )


@require_GET
@permission_required(imports.ADD, raise_exception=True)
def template(request):
    """An empty list of a kind with the right columns, all of them text, and a sheet that explains them."""
    kind = request.GET.get("isi", ListKind.PEOPLE)
    if kind not in kinds.open_to(request.user):
        raise Http404
    return FileResponse(empty_workbook.make(OF_KIND[kind]), as_attachment=True, filename=WORDS[kind].template)


@require_GET
@permission_required(imports.ADD, raise_exception=True)
def show_import(request, pk):
    item = find(request, pk)
    access_log.record(request.user, AccessLog.Act.OPEN, item)  # people of a file, who may not be in the register
    path = crumbs(PEOPLE, IMPORTS, here=item.file_name)
    return render(request, "participants/imports/detail.html", display.context(request.user, item) | {"crumbs": path})


@permission_required(imports.ADD, raise_exception=True)
def choose_columns(request, pk):
    """Which column holds what, where the heads do not say it; samples show no whole NIK."""
    item = find(request, pk)
    if item.state != item.State.COLUMNS:
        return redirect("participants:imports-detail", pk=pk)
    access_log.record(request.user, AccessLog.Act.OPEN, item)  # its samples are cells of people
    form = again.bind(request, ColumnsForm, heads=item.report["heads"], kind=item.kind)
    if request.method == "POST" and form.is_valid():
        with refusals.at_form(form):
            codes = form.cleaned_data.get("sex_codes", "")
            imports.choose_columns(item, fields=form.chosen, sex_codes=codes, by=request.user)
            return redirect("participants:imports-detail", pk=pk)
    context = {"item": item, "form": form, "crumbs": crumbs(PEOPLE, IMPORTS, here="Kolom berkas")}
    return again.page(request, "participants/imports/columns.html", context)


@require_GET
@permission_required(imports.ADD, raise_exception=True)
def show_progress(request, pk):
    """The part that changes while a worker is at it; when it is over, the browser takes the whole page again."""
    item = find(request, pk)
    response = render(request, "participants/imports/_progress.html", display.context(request.user, item))
    if not item.is_running:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@permission_required(imports.CONFIRM, raise_exception=True)
def confirm(request, pk):
    item = find(request, pk)
    form = display.confirm_form(item, item.report, request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
    else:
        cleaned = form.cleaned_data
        act = partial(imports.confirm, left_out=form.left_out, whole=cleaned["whole"], mended=cleaned["mended"])
        _act(request, act, item, f"Baris yang baik sedang ditulis ke {WORDS[item.kind].where}.")
    return redirect("participants:imports-detail", pk=pk)


@require_POST
@permission_required(imports.ADD, raise_exception=True)
def go_on(request, pk):
    """Judge a file that was uploaded before all the same."""
    with refusals.as_message(request):
        imports.go_on(find(request, pk), by=request.user)
    return redirect("participants:imports-detail", pk=pk)


@require_POST
@permission_required(imports.ADD, raise_exception=True)
def propose(request, pk):
    _act(request, imports.propose, find(request, pk), "Berkas diajukan. Petugas Sudin yang menyetujuinya.")
    return redirect("participants:imports-detail", pk=pk)


@require_POST
@permission_required(imports.ADD, raise_exception=True)
def discard(request, pk):
    _act(request, imports.discard, find(request, pk), "Berkas dihapus; tidak ada yang ditulis.")
    return redirect("participants:imports-list")


@require_POST
@permission_required(imports.ADD, raise_exception=True)
def try_again(request, pk):
    imports.try_again(find(request, pk), by=request.user)
    return redirect("participants:imports-detail", pk=pk)


@require_GET
@permission_required(imports.ADD, raise_exception=True)
def report(request, pk):
    """Every row that was not simply taken, for mending in a spreadsheet. No cell of it can be run."""
    kept = find(request, pk).report
    lines = [*import_reports.lines(kept["rows"]), *import_reports.mended_lines(kept["mended_rows"])]
    table = Dataset(*lines, headers=import_reports.HEADER)
    return sheets_out.answer(table, name=f"laporan-impor-{pk}", kind=sheets_out.CSV)


@require_GET
@permission_required(imports.ADD, raise_exception=True)
def failed_rows(request, pk):
    """The held and refused rows in their own columns, whole, for who uploaded them and for a day."""
    item = find(request, pk)
    if item.uploaded_by_id != request.user.pk or not item.failed:
        raise Http404
    access_log.record(request.user, AccessLog.Act.EXPORT, item)
    heads, *rows = item.failed
    return sheets_out.answer(Dataset(*rows, headers=heads), name=f"baris-gagal-impor-{pk}", kind=sheets_out.XLSX)


def find(request, pk):
    """Return an Import that this user may see, without the file itself."""
    found = Import.objects.visible_to(request.user).select_related("region", "uploaded_by", "confirmed_by", "undone_by")
    return get_object_or_404(found.defer("content_sealed"), pk=pk)


def _act(request, action, item, done):
    with refusals.as_message(request):
        action(item, by=request.user)
        messages.success(request, done)
