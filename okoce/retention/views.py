"""How long what is kept, what was deleted lately, and what would be deleted now: counts, and nobody's data."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import kept_for
from okoce.crumbs import crumbs
from okoce.pagination import paged
from okoce.retention import actions
from okoce.retention.models import RetentionRun

TITLE = "Masa simpan data"
VIEW = "retention.view_retentionrun"
RIGHTS = ("Permohonan hak", "participants:rights-list")


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_retention(request):
    runs = RetentionRun.objects.visible_to(request.user, VIEW)
    rows, addresses = paged(request, runs.select_related("asked_by"))
    dry, real = (runs.finished(is_dry=is_dry).first() for is_dry in (True, False))
    context = addresses | {
        "kinds": _kinds(dry, real),
        "dry": dry,
        "real": real,
        "rows": [{"run": run, "failed": _labels(run.failed)} for run in rows],
        "waits": any(run.finished_at is None for run in rows),
        "may_try": request.user.has_perm(actions.ADD),
        "title": TITLE,
        "crumbs": crumbs(RIGHTS, here=TITLE),
    }
    return render(request, "accounts/retention/list.html", context)


@permission_required(actions.ADD, raise_exception=True)
@require_POST
def try_out(request):
    actions.ask_dry_run(by=request.user)
    messages.success(request, "Uji coba sedang dihitung; muat ulang halaman ini sebentar lagi. Tidak ada yang dihapus.")
    return redirect("retention:list")


def _kinds(dry, real):
    return [
        {
            "label": period.label,
            "lasts": _in_words(period.lasts),
            "counts_from": period.counts_from,
            "would_go": dry and dry.counts.get(name),
            "went": real and real.counts.get(name),
        }
        for name, period in kept_for.PERIODS.items()
    ]


def _in_words(lasts):
    return "24 jam" if lasts == kept_for.DAY else f"{lasts.days} hari"


def _labels(names):
    return ", ".join(kept_for.PERIODS[name].label for name in names if name in kept_for.PERIODS)
