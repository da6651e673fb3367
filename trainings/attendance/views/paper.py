"""A roster on paper: printed with numbered rows, and read off by the numbers of who did not come."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from okoce import pdf, refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.crumbs import crumbs
from okoce.formats import angka, waktu
from participants.cleaning import qr
from participants.people.models import Participant
from trainings.attendance import absent_rows
from trainings.attendance.actions import rosters
from trainings.attendance.forms import AbsentRowsForm
from trainings.attendance.views.ticks import PERMISSION, meeting_or_404


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def print_roster(request, session, pk):
    """The PDF. A POST: it gives rows their numbers."""
    meeting = meeting_or_404(request.user, session, pk)
    rows = rosters.number_rows(meeting)
    people = [row.seat.participant_id for row in rows]
    access_log.record_many(request.user, AccessLog.Act.EXPORT, Participant, people, reason="Daftar hadir dicetak")
    address = f"{settings.SITE_URL}{reverse('trainings:attendance-paper', args=[session, pk])}"
    context = {
        "meeting": meeting,
        "session": meeting.session,
        "rows": rows,
        "qr": qr.svg(address, has_size=False),
        "printed": waktu(now()),
        "created": f"{now():%Y-%m-%dT%H:%M:%SZ}",
    }
    content = pdf.render("trainings/attendance/pdf/roster.html", context)
    name = f"daftar-hadir-{session}-{pk}.pdf"
    return HttpResponse(content, "application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


@permission_required(PERMISSION, raise_exception=True)
def enter_paper(request, session, pk):
    """First the rows are shown back with their names; only a second press saves them."""
    meeting = meeting_or_404(request.user, session, pk)
    rows = list(rosters.rows_of(meeting))
    form = AbsentRowsForm(request.POST or None, last=rows[-1].number if rows else 0)
    absent = None
    if rows and form.is_valid():
        absent = form.cleaned_data["rows"]
        if "save" in request.POST:
            with refusals.as_message(request):
                present, missing = rosters.enter(meeting, absent, by=request.user)
                messages.success(request, f"Dari kertas: {angka(present)} hadir, {angka(missing)} tidak hadir.")
                return redirect("trainings:attendance-done", session=session, pk=pk)
    context = {
        "meeting": meeting,
        "session": meeting.session,
        "crumbs": crumbs(
            ("Catat kehadiran", "trainings:attendance-list"),
            (meeting.session.title, "trainings:attendance-mark", session, pk),
            here="Dari kertas",
        ),
        "form": form,
        "rows": rows,
        **_shown_back(rows, absent),
    }
    return render(request, "trainings/attendance/paper.html", context)


def _shown_back(rows, absent):
    """Who is absent and how many are present, once the rows could be read."""
    if absent is None:
        return {"is_read": False}
    listed = [row for row in rows if row.seat.state in row.seat.EXPECTED]
    missing = [row for row in listed if row.number in absent]
    return {
        "is_read": True,
        "missing": missing,
        "present": len(listed) - len(missing),
        "numbers": absent_rows.shortened(absent),
    }
