"""Certificates on somebody's journey."""

from trainings.seats.models import Seat

SHOWN = 2
COLUMNS = ("participant", "kind", "number", "content", "completed_on", "revoked_at")


def own(participant):
    """Return the panel of their papers; nothing for who never came often enough to a session."""
    papers = list(participant.certificates.standing().only(*COLUMNS).order_by("-pk")[:SHOWN])
    if not papers and not participant.seats.filter(state=Seat.State.ATTENDED).exists():
        return None
    return {
        "template": "trainings/certificates/_panel.html",
        "context": {"certificates": papers, "person": participant},
    }
