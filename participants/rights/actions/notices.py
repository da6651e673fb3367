"""What is written down about each step of a request, and what the person reads of it."""

from django.urls import reverse

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from participants.calls.actions import notices


def log(request, by, done):
    """Write a step into the access log."""
    reason = f"Permohonan {request.get_kind_display()} {done}"
    access_log.record(by, AccessLog.Act.CHANGE, request.participant, reason)


def confirm(request, step, subject, done):
    """Into the inbox only: a person who stood at the desk knows it."""
    notices.confirm(
        request.participant,
        f"rights_{step}",
        key=f"rights_{step}:{request.pk}",
        subject=subject,
        text=f"permohonan {request.get_kind_display()} {done}.",
        url=_url(request),
    )


def notify_decided(request):
    """Say what came of it, in the words of its outcome."""
    subject = f"Permohonan {request.get_kind_display()}: {request.get_state_display()}"
    _notify(request, "decided", subject, request.outcome)


def notify_lifted(request):
    _notify(request, "lifted", f"{request.get_kind_display().capitalize()} dicabut", request.lift_words)


def _notify(request, step, subject, words):
    notices.notify_participant(
        request.participant,
        f"rights_{step}",
        topic=notices.topic_of_registrations(),
        key=f"rights_{step}:{request.pk}",
        subject=subject,
        text=f"hasil permohonan {request.get_kind_display()}: {words}",
        url=_url(request),
    )


def _url(request):
    return reverse("participants:privacy-detail", args=[request.participant.registration_number])
