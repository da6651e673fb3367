"""What the pages share that show drafts with their clashes before they are stored."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from okoce import refusals
from okoce.formats import angka, local
from okoce.kept_forms import again
from okoce.regions import places
from trainings.planning import previews
from trainings.planning.actions import series


def store(request, drafts, **about):
    """Store the drafts that were ticked, as they were seen, and return the answer; None with a message when refused."""
    ticked, seen = set(request.POST.getlist("draft")), request.POST.get("seen", "")
    with refusals.as_message(request):
        return _saved(request, series.save(drafts, by=request.user, chosen=ticked, seen=seen, **about))
    return None


def _saved(request, sessions):
    """Say how many were stored, and lead to the month in which they begin."""
    messages.success(request, f"{angka(len(sessions))} rancangan sesi disimpan. Warga belum melihatnya.")
    first = local(min(session.starts_at for session in sessions))
    return redirect(f"{reverse('admin:training_sessions_session_calendar')}?bulan={first:%Y-%m}")


def preview(request, form_of, judge):
    """Return what _preview.html shows of a form that was right; None before it was sent, and of one with errors.

    `form_of(data)` makes the form, `judge(form)` returns a Judged for each of its drafts.
    """
    kept = again.found_here(request) if request.method == "GET" else None
    if kept is None or kept.is_judged:
        return None
    form = form_of(kept.data)
    return _shown(judge(form), _ticks(kept)) if form.is_valid() else None


def _shown(judged, ticked):
    """Kecamatan by kecamatan. A session that clashes is not ticked by itself."""
    groups = {}
    for each in judged:
        is_ticked = not each.clashes if ticked is None else each.draft.key in ticked and not each.is_nonsense
        groups.setdefault(each.draft.kecamatan, []).append({"judged": each, "is_ticked": is_ticked})
    rows = [row for group in groups.values() for row in group]
    return {
        "groups": [(places.named(code), group) for code, group in groups.items()],
        "count": len(rows),
        "ticked": sum(row["is_ticked"] for row in rows),
        "clashing": sum(bool(each.clashes) for each in judged),
        "seen": previews.digest(judged),
        "is_too_many": len(rows) > series.MOST,
        "most": series.MOST,
    }


def _ticks(kept):
    """The keys that were ticked in a kept form, None where no preview was shown yet."""
    return set(kept.data.getlist("draft")) if "seen" in kept.data else None
