"""The attendance list, made for a phone at the door."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect, render

from okoce.clock import day_starts_at, today
from okoce.row_numbers import row_number
from participants.models import IdentityCheck
from trainings.actions import attendance
from trainings.models import Attendance, Meeting, Seat, Session

PERMISSION = "trainings.mark_attendance"
RECENT_DAYS = 60
LISTED = 40


@permission_required(PERMISSION, raise_exception=True)
def list_meetings(request):
    tomorrow = day_starts_at(today() + timedelta(days=1))
    recent = _meetings(request.user).filter(
        starts_at__lt=tomorrow, starts_at__gte=day_starts_at(today() - timedelta(days=RECENT_DAYS))
    )
    present = Attendance.objects.standing().filter(meeting=OuterRef("pk")).order_by().values("meeting")
    meetings = recent.annotate(present=present.annotate(people=Count("pk")).values("people"))
    meetings = list(meetings.order_by("-starts_at", "-pk")[:LISTED])
    context = {
        "today": [meeting for meeting in meetings if meeting.is_today],
        "recent": [meeting for meeting in meetings if not meeting.is_today],
        "days": RECENT_DAYS,
    }
    return render(request, "trainings/attendance/list.html", context)


@permission_required(PERMISSION, raise_exception=True)
def mark_meeting(request, session, pk):
    meeting = get_object_or_404(_meetings(request.user), pk=pk, session=session)
    if request.method == "POST":
        try:
            attendance.mark(
                meeting,
                _numbers(request, "present"),
                by=request.user,
                unticked=set(_numbers(request, "shown_present")) - set(_numbers(request, "present")),
                identity_checked=_numbers(request, "checked") if _may_check(request.user) else (),
            )
        except ValidationError as error:
            messages.error(request, error.message)
        else:
            return redirect("trainings:attendance-done", session=session, pk=pk)
    seats = _list(meeting)
    if request.method == "POST":  # refused: what was ticked stays ticked
        ticked, checked = set(_numbers(request, "present")), set(_numbers(request, "checked"))
        for seat in seats:
            seat.is_ticked, seat.is_card_ticked = seat.pk in ticked, seat.pk in checked
    context = {
        "meeting": meeting,
        "session": meeting.session,
        "seats": seats,
        "ticked": sum(seat.is_ticked for seat in seats),
        "may_check": _may_check(request.user),
    }
    return render(request, "trainings/attendance/mark.html", context)


@permission_required(PERMISSION, raise_exception=True)
def show_result(request, session, pk):
    meeting = get_object_or_404(_meetings(request.user), pk=pk, session=session)
    seats = _list(meeting)
    context = {
        "meeting": meeting,
        "session": meeting.session,
        "present": sum(seat.is_present for seat in seats),
        "missing": sum(not seat.is_present for seat in seats),
        "unchecked": sum(seat.is_present and not seat.is_checked for seat in seats),
        "complete": sum(seat.state == Seat.State.ATTENDED for seat in seats),
    }
    return render(request, "trainings/attendance/done.html", context)


@permission_required(PERMISSION, raise_exception=True)
def print_list(request, session, pk):
    meeting = get_object_or_404(_meetings(request.user), pk=pk, session=session)
    context = {"meeting": meeting, "session": meeting.session, "seats": _list(meeting)}
    return render(request, "trainings/attendance/print.html", context)


def _meetings(user):
    hosted = Session.objects.visible_to(user, PERMISSION).published()
    return Meeting.objects.filter(session__in=hosted).select_related("session__kecamatan")


def _list(meeting):
    """Seats that are expected, by name, each with is_present, is_checked and is_ticked."""
    present = Attendance.objects.standing().filter(seat=OuterRef("pk"), meeting=meeting)
    checked = IdentityCheck.objects.standing().filter(participant=OuterRef("participant"))
    seats = meeting.session.seats.filter(Q(state__in=Seat.EXPECTED)).select_related("participant__kecamatan")
    seats = seats.annotate(is_present=Exists(present), is_checked=Exists(checked))
    seats = list(seats.order_by("participant__name", "pk"))
    for seat in seats:
        seat.is_ticked, seat.is_card_ticked = seat.is_present, False
    return seats


def _numbers(request, name):
    return [number for text in request.POST.getlist(name) if (number := row_number(text))]


def _may_check(user):
    return user.has_perm("participants.check_identity")
