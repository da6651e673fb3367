"""Open one or many sessions for booking, after a page that says what is missing for which."""

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from okoce import refusals
from okoce.formats import angka
from okoce.pk_parsing import row_number
from trainings.planning import previews, readiness
from trainings.planning.actions import sessions as acts
from trainings.sessions import memory
from trainings.sessions.models import Session

CHANGE = "training_sessions.change_session"
MOST = 200
NOTHING = "Centang dulu sesi yang dibuka."


def address(numbers):
    """Return the address of the page for these sessions."""
    return f"{reverse('admin:training_sessions_session_publish')}?sesi={'-'.join(map(str, numbers))}"


@permission_required(CHANGE, raise_exception=True)
def publish_sessions(request):
    """Sessions that are ready are ticked; one that clashes is opened when somebody ticks it."""
    found = _sessions(request)
    if not found:
        raise Http404
    rows = _rows(found)
    if request.method == "POST":
        if _open(request, rows):
            return redirect("admin:training_sessions_session_changelist")
        messages.warning(request, NOTHING)
        return redirect(request.get_full_path())
    context = admin.site.each_context(request) | {
        "title": "Buka sesi untuk pemesanan",
        "rows": rows,
        "ready": sum(row["is_ready"] for row in rows),
        "clashing": sum(bool(row["clashes"]) for row in rows),
        "blocked": sum(bool(row["missing"]) for row in rows),
    }
    return render(request, "admin/training_sessions/session/publish.html", context)


def _sessions(request):
    numbers = [number for text in request.GET.get("sesi", "").split("-") if (number := row_number(text))][:MOST]
    drafts = Session.objects.visible_to(request.user, CHANGE).exclude(state=Session.State.PUBLISHED)
    return list(drafts.filter(pk__in=numbers).select_related("venue", "programme_year").order_by("starts_at", "pk"))


def _rows(found):
    contents, clashes = memory.contents([session.pk for session in found]), previews.clashes_of(found)
    rows = []
    for session in found:
        held = contents[session.pk]
        missing = readiness.obstacles(session, held.meetings, held.modules)
        against = [] if missing else clashes[session.pk]
        row = {"session": session, "meetings": held.meetings, "missing": missing, "clashes": against}
        rows.append(row | {"is_ready": not missing and not against})
    return rows


def _open(request, rows):
    """Open what was ticked and is not blocked, each by itself; return whether anything was ticked."""
    ticked = {row_number(text) for text in request.POST.getlist("open")}
    chosen = [row["session"] for row in rows if row["session"].pk in ticked]
    opened = 0
    for session in chosen:
        with refusals.as_message(request, f"“{session.title}” belum dibuka."):
            acts.publish(session, by=request.user)
            opened += 1
    if opened:
        messages.success(request, f"{angka(opened)} sesi terbuka untuk pemesanan.")
    return bool(chosen)
