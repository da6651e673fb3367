"""The seats of a session by kelurahan: what the shares would be, or are, and two buttons."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render

from okoce import refusals
from okoce.clock import now
from okoce.crumbs import crumbs
from okoce.formats import angka
from okoce.regions import places
from trainings.seats import queries
from trainings.seats.actions import shares
from trainings.sessions.models import Session

CALENDAR = ("Pelatihan", "trainings:sessions-list")
CHANGE = "training_sessions.change_session"


@permission_required(CHANGE, raise_exception=True)
def share_seats(request, pk):
    session = get_object_or_404(Session.objects.visible_to(request.user, CHANGE), pk=pk)
    if request.method == "POST":
        with refusals.as_message(request):
            _change(request, session)
        return redirect("trainings:seats-shares", pk=pk)
    given, end = queries.shares(session), queries.released_at(session)
    context = {
        "session": session,
        "rows": _rows(given or _preview(session)),
        "is_set": bool(given),
        "released_at": end,
        "is_released": bool(end) and end <= now(),
        "crumbs": crumbs(CALENDAR, (session.title, "trainings:sessions-detail", pk), here="Jatah kursi"),
    }
    return render(request, "trainings/seats/shares.html", context)


def _change(request, session):
    if "hapus" in request.POST:
        offered = shares.remove(session, by=request.user)
        also = f" {angka(offered)} orang di daftar tunggu ditawari kursi." if offered else ""
        messages.success(request, f"Jatah dihapus; semua kursi terbuka untuk semua.{also}")
        return
    given = shares.share_out(session, by=request.user)
    messages.success(request, f"{angka(sum(given.values()))} kursi dibagi kepada {angka(len(given))} kelurahan.")


def _preview(session):
    return {code: queries.Share(seats) for code, seats in shares.proposed(session).items()}


def _rows(given):
    """By kelurahan; those without a share are named when their people hold seats or wait."""
    return [
        {"name": places.named(code), "people": places.region(code).population, "share": share}
        for code, share in given.items()
    ]
