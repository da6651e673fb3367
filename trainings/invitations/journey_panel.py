"""What invitations show on somebody's journey."""

from okoce.clock import now
from trainings.invitations import now_card
from trainings.invitations.models import Invitation
from trainings.seats.queries import seats_to_come

SHOWN = ("participant", "state", *(f"session__{name}" for name in ("title", "kecamatan", "venue__name", "state")))
SHOWN += ("session__starts_at", "session__booking_closes_at")
PRESENT = {"invitation": Invitation.objects.filter(state=Invitation.State.INVITED)}


def open_invitations(participant, present):
    """Invitations that wait for an answer, the earliest session first; None without any.

    Left out are those to sessions for which the person has booked a seat instead of answering.
    """
    if "invitation" not in present:
        return None
    asked = participant.invitations.filter(state=Invitation.State.INVITED, session__booking_closes_at__gt=now())
    asked = asked.select_related("session__venue").only(*SHOWN).order_by("session__starts_at", "pk")
    held = {seat.session_id for seat in seats_to_come(participant)} if "seat" in present else ()
    found = [invitation for invitation in asked if invitation.is_open and invitation.session_id not in held]
    if not found:
        return None
    return {
        "template": "trainings/invitations/_open.html",
        "context": {"invitations": found},
        "now": now_card.of_invitations(found),
    }
