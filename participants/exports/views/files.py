"""Large files of people: those one asked for, how far each is, and the file itself."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals, sheets_out
from okoce.crumbs import crumbs
from okoce.jobs.heartbeats import is_worker_alive
from participants.exports import files
from participants.exports.models import EXPORT

PEOPLE = ("Peserta", "participants:people-list")
FILES = ("Berkas unduhan", "participants:exports-files")


@permission_required(EXPORT, raise_exception=True)
@require_safe
def list_files(request):
    context = {"files": files.of_user(request.user), "crumbs": crumbs(PEOPLE, here=FILES[0])}
    return render(request, "participants/exports/list.html", context)


@permission_required(EXPORT, raise_exception=True)
@require_safe
def show_file(request, pk):
    return _draw(request, pk, "participants/exports/detail.html")


@permission_required(EXPORT, raise_exception=True)
@require_safe
def show_progress(request, pk):
    """The part of the page that changes while the file is made."""
    return _draw(request, pk, "participants/exports/_file.html")


@permission_required(EXPORT, raise_exception=True)
@require_safe
def download(request, pk):
    ready = files.of_user(request.user).filter(ready_at__isnull=False).defer(None)
    file = get_object_or_404(ready, pk=pk)
    with refusals.as_message(request):
        response = HttpResponse(files.take(file, by=request.user), content_type=sheets_out.CONTENT_TYPES[file.shape])
        response["Content-Disposition"] = f'attachment; filename="{file.file_name}"'
        return response
    return redirect("participants:exports-file", pk=pk)


@require_POST
@permission_required(EXPORT, raise_exception=True)
def make_again(request, pk):
    file = get_object_or_404(files.of_user(request.user), pk=pk)
    with refusals.as_message(request):
        files.make_again(file, by=request.user)
    return redirect("participants:exports-file", pk=pk)


def _draw(request, pk, template):
    file = get_object_or_404(files.of_user(request.user), pk=pk)
    context = {
        "file": file,
        "until": file.requested_at + files.KEPT_FOR,
        "waits_for_worker": not file.is_over and not is_worker_alive(),
        "crumbs": crumbs(PEOPLE, FILES, here=file.file_name),
    }
    return render(request, template, context)
