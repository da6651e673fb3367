"""`/laporan/rapat/`: the meetings; one of them is started, attended, closed, and its minutes downloaded."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.crumbs import crumbs
from okoce.pagination import paged
from reports.meetings.actions import meetings, minutes
from reports.meetings.deck import Deck
from reports.meetings.forms import AttendeesForm
from reports.meetings.models import Meeting
from reports.meetings.models.meetings import CHANGE, VIEW, area_of

TITLE = "Rapat dua mingguan"
REPORTS = ("Laporan", "reports:runs-list")


@permission_required(VIEW, raise_exception=True)
@require_safe
def list_meetings(request):
    found = Meeting.objects.visible_to(request.user).with_period().defer("figures", "minutes")
    rows, addresses = paged(request, found)
    context = addresses | {
        "meetings": rows,
        "may_prepare": request.user.has_perm(CHANGE),
        "title": TITLE,
        "crumbs": crumbs(REPORTS, here="Rapat"),
    }
    return render(request, "reports/meetings/list.html", context)


@require_POST
@permission_required(CHANGE, raise_exception=True)
def prepare_meeting(request):
    with refusals.as_message(request):
        return redirect("reports:meetings-detail", meetings.prepare().pk)
    return redirect("reports:meetings-list")


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_meeting(request, pk):
    meeting = _meeting(request, pk)
    deck = Deck(meeting, request.user)
    present = list(meeting.attendees.all())
    context = {
        "meeting": meeting,
        "agenda": deck.agenda,
        "whole": deck.agenda.whole,
        "verdict": deck.agenda.verdict(deck.agenda.whole),
        "rows": deck.rows,
        "earlier": deck.earlier,
        "decided": deck.decided,
        "attendees": present,
        "may_run": request.user.has_perm(CHANGE),
        "form": AttendeesForm(initial={"people": "\n".join(map(str, present))}),
        "crumbs": crumbs(REPORTS, ("Rapat", "reports:meetings-list"), here=f"Periode {meeting.period.number}"),
    }
    return render(request, "reports/meetings/detail.html", context)


@require_POST
@permission_required(CHANGE, raise_exception=True)
def start_meeting(request, pk):
    with refusals.as_message(request):
        meetings.start(_meeting(request, pk), by=request.user)
        messages.success(request, "Rapat dimulai. Angka agendanya tetap sampai rapat ditutup.")
        return redirect("reports:meetings-screen", pk)
    return redirect("reports:meetings-detail", pk)


@require_POST
@permission_required(CHANGE, raise_exception=True)
def name_attendees(request, pk):
    meeting, form = _meeting(request, pk), AttendeesForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["people"][0])
        return redirect("reports:meetings-detail", pk)
    with refusals.as_message(request):
        count = meetings.name_attendees(meeting, form.lines, by=request.user)
        messages.success(request, f"{count} orang tercatat hadir.")
    return redirect("reports:meetings-detail", pk)


@require_POST
@permission_required(CHANGE, raise_exception=True)
def close_meeting(request, pk):
    with refusals.as_message(request):
        minutes.close(_meeting(request, pk), by=request.user)
        messages.success(request, "Rapat ditutup. Notulanya dapat diunduh dan tidak berubah lagi.")
    return redirect("reports:meetings-detail", pk)


@permission_required(VIEW, raise_exception=True)
@require_safe
def download_minutes(request, pk):
    """The minutes of the area of who asks: the same bytes each time."""
    meeting = _meeting(request, pk)
    with refusals.as_message(request):
        document = minutes.document_of(meeting, area_of(request.user))
        response = HttpResponse(bytes(document.content), content_type="application/pdf")
        name = f"notula-{meeting.period.programme_year.year}-periode-{meeting.period.number:02d}.pdf"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    return redirect("reports:meetings-detail", pk)


def _meeting(request, pk):
    return get_object_or_404(Meeting.objects.visible_to(request.user).with_period(), pk=pk)
