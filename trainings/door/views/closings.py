"""A session is closed by its host; those who came say what they thought of it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.utils.module_loading import import_string
from django.views.decorators.http import require_POST

from okoce import refusals
from okoce.pk_parsing import row_number
from trainings.attendance.views.ticks import PERMISSION
from trainings.door.actions import closings, feedback
from trainings.door.models import Feedback
from trainings.seats.models import Seat
from trainings.sessions.models import Session


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def close(request, pk):
    session = get_object_or_404(Session.objects.visible_to(request.user, PERMISSION).published(), pk=pk)
    with refusals.as_message(request):
        closings.close(session, by=request.user, invited=_invited(session))
        messages.success(request, "Sesi ditutup; angkanya tidak berubah lagi.")
    return redirect("trainings:sessions-detail", pk=pk)


@require_POST
def answer(request, pk):
    """One tap by somebody who came."""
    seat = get_object_or_404(Seat.objects.owned_by(request.user).select_related("session"), pk=pk)
    question, value = request.POST.get("question"), row_number(request.POST.get("answer"))
    if question in Feedback.Question.values and value in Feedback.Answer.values:
        with refusals.as_message(request):
            feedback.answer(seat, question, value, by=request.user)
            messages.success(request, "Terima kasih, jawaban Anda tersimpan.")
    return redirect("trainings:seats-detail", pk=pk)


def _invited(session):
    """How many were invited, by the room that invites (settings.INVITED_COUNTS)."""
    return sum(import_string(name)(session) for name in settings.INVITED_COUNTS)
