"""`/hadir/tiket/…/`: where the camera lands after the code of a ticket. Reading changes nothing."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from participants.identity_checks.models import IdentityCheck
from trainings.attendance.models import Mark
from trainings.attendance.views.ticks import PERMISSION
from trainings.door.actions import arrivals
from trainings.door.views.door import CHECK, card_ticks, tell
from trainings.seats.models import Seat
from trainings.tickets import tokens


@login_not_required
def scan(request, token):
    """The host's officer reads who it is and lets in with one button; everybody else reads one sentence."""
    seat = _seat(token, request.user)
    if seat is None:
        return render(request, "trainings/door/show_ticket.html")
    meeting = _meeting(seat.session)
    if request.method == "POST" and meeting:
        with refusals.as_message(request):
            details = {"by": request.user, "source": Mark.Source.TICKET}
            arrival = arrivals.let_in(meeting, seat.participant, **details, **card_ticks(request))
            tell(request, seat.participant.name, arrival)
            return redirect("trainings:door-show", session=seat.session_id, pk=meeting.pk)
        return redirect("trainings:door-scan", token=token)
    access_log.record(request.user, AccessLog.Act.OPEN, seat.participant, "Tiket dipindai di pintu pelatihan")
    context = {
        "seat": seat,
        "session": seat.session,
        "meeting": meeting,
        "token": token,
        "may_check": request.user.has_perm(CHECK),
        "is_checked": IdentityCheck.objects.standing().filter(participant=seat.participant_id).exists(),
        **_said(seat, meeting),
    }
    return render(request, "trainings/door/scan.html", context)


def _seat(token, user):
    """The seat of a ticket that is valid now, for those who mark attendance where it is."""
    number = tokens.seat_of(token, now())
    if number is None or not user.is_authenticated:
        return None
    seat = get_object_or_404(Seat.objects.select_related("participant", "session__venue"), pk=number)
    return seat if seat.session.allows(user, PERMISSION) else None


def _meeting(session):
    """The meeting whose door is open, else the last one that may still be written down."""
    meetings = [meeting for meeting in session.meetings.select_related("session__venue") if meeting.admits]
    return next((meeting for meeting in meetings if meeting.door_is_open), meetings[-1] if meetings else None)


def _said(seat, meeting):
    """Whether the person is in already, and who said that they are not here."""
    if meeting is None:
        return {"is_in": False, "said_absent": None}
    absent = meeting.marks.open().filter(seat=seat, is_present=False).select_related("marked_by")
    return {
        "is_in": meeting.attendances.standing().filter(seat=seat).exists(),
        "said_absent": absent.order_by("-received_at").first(),
    }
