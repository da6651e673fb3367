"""A session that moves or is called off takes its unanswered invitations along."""

from participants.consents.models import Consent
from trainings.invitations.actions import notices


def open_invitations(session):
    """Return the invitations that wait for an answer, whose people may have heard of them and still want news."""
    withdrawn = Consent.objects.withdrawn(Consent.Purpose.NEWS)
    unanswered = session.invitations.unanswered().filter(notified_at__isnull=False)
    return unanswered.exclude(participant__in=withdrawn.values("participant"))


def moved(session, change):
    """Notify those who did not answer yet of the new time or place. Returns how many people by which way."""
    return notices.moved(session, change, _read(session))


def called_off(session, *, reason):
    """Notify those who did not answer yet that the session is cancelled. Returns how many people by which way."""
    return notices.called_off(session, _read(session), reason=reason)


def _read(session):
    found = list(open_invitations(session).select_related("participant__user").order_by("pk"))
    for invitation in found:
        invitation.session = session
    return found
