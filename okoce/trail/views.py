"""The page of the data-protection officer: whether the log is whole, and which openings to look at."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.accounts.access_log import PEOPLE
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.formats import angka, waktu
from okoce.pagination import counted_of, paged
from okoce.trail.actions import watching
from okoce.trail.forms import ResultForm
from okoce.trail.models import ChainCheck, ChainHead, UnusualAccess

READ = "accounts.view_accesslog"
TRAIL, ADMIN = ("Jejak akses", "trail:list"), ("Admin", "admin:index")
VIEW, SETTLE = "trail.view_unusualaccess", "trail.change_unusualaccess"


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_trail(request):
    found = UnusualAccess.objects.visible_to(request.user, VIEW)
    rows, addresses = paged(request, found.select_related("actor", "settled_by"))
    check = ChainCheck.objects.first()
    context = addresses | {
        "rows": rows,
        "waiting": found.waiting().count() if rows else 0,
        "may_settle": request.user.has_perm(SETTLE),
        "facts": _facts(check),
        "fault": check.fault if check else "",
        "form": ResultForm(),
    }
    return render(request, "accounts/trail/list.html", context)


@permission_required(SETTLE, raise_exception=True)
@require_POST
def settle(request, pk):
    row = get_object_or_404(UnusualAccess.objects.visible_to(request.user, SETTLE), pk=pk)
    form = ResultForm(request.POST)
    if form.is_valid():
        with refusals.as_message(request):
            watching.settle(row, result=form.cleaned_data["result"], by=request.user)
            messages.success(request, "Hasil pemeriksaan tersimpan.")
    else:
        messages.error(request, form.errors["result"][0])
    return redirect("trail:list")


@permission_required(READ, raise_exception=True)
@require_safe
def list_files(request):
    """The register of files: who took which people along, when, from where, why."""
    files = AccessLog.objects.visible_to(request.user).filter(act=AccessLog.Act.EXPORT, subject=PEOPLE, count__gt=1)
    rows, addresses = paged(request, files.select_related("actor").defer("people"))
    context = addresses | counted_of(request, files, rows, addresses)
    context |= {
        "rows": rows,
        "title": "Daftar unduhan",
        "crumbs": crumbs(TRAIL if request.user.has_perm(VIEW) else ADMIN, here="Daftar unduhan"),
    }
    return render(request, "accounts/trail/files.html", context)


def _facts(check):
    """When the log was last checked and how, and how far its chain reaches."""
    head = ChainHead.objects.first()
    if check is None:
        return [{"label": "Pemeriksaan terakhir", "value": "Belum pernah; berjalan sendiri setiap malam"}]
    return [
        {"label": "Pemeriksaan terakhir", "value": waktu(check.at)},
        {"label": "Cara", "value": check.get_how_display()},
        {"label": "Hasil", "value": check.fault or f"Utuh, {angka(check.rows)} baris diperiksa"},
        {"label": "Rantai sampai", "value": f"Baris ke-{angka(head.position)}" if head else "Belum ada baris"},
    ]
