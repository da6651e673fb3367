"""What invitations show on somebody's journey."""

from okoce.clock import now
from trainings.invitations import now_card
from trainings.invitations.models import Invitation

SHOWN = ("participant", "state", *(f"session__{name}" for name in ("title", "kecamatan", "venue__name", "state")))
SHOWN += ("session__starts_at", "session__booking_closes_at")


def open_invitations(participant):
    """Invitations that wait for an answer, the earliest session first; None without any."""
    asked = participant.invitations.filter(state=Invitation.State.INVITED, session__booking_closes_at__gt=now())
    asked = asked.select_related("session__venue").only(*SHOWN).order_by("session__starts_at", "pk")
    found = _without_seat(participant, [invitation for invitation in asked if invitation.is_open])
    if not found:
        return None
    return {
        "template": "trainings/invitations/_open.html",
        "context": {"invitations": found},
        "now": now_card.of_invitations(found),
    }


def _without_seat(participant, invitations):
    """Those to sessions for which the person has booked no seat instead of answering."""
    if not invitations:
        return []
    sessions = [invitation.session_id for invitation in invitations]
    seated = set(participant.seats.live().filter(session__in=sessions).values_list("session_id", flat=True))
    return [invitation for invitation in invitations if invitation.session_id not in seated]
