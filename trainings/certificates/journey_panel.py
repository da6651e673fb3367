"""Certificates on somebody's journey."""

from trainings.certificates.models import Certificate
from trainings.seats.models import Seat

SHOWN = 2
PRESENT = {
    "certificate": Certificate.objects.standing(),
    "attended": Seat.objects.filter(state=Seat.State.ATTENDED),
}
COLUMNS = ("participant", "kind", "number", "content", "completed_on", "revoked_at")


def own(participant, present):
    """Return the panel of their papers; nothing for who never came often enough to a session."""
    if present.isdisjoint(PRESENT):
        return None
    papers = []
    if "certificate" in present:
        papers = list(participant.certificates.standing().only(*COLUMNS).order_by("-pk")[:SHOWN])
    return {
        "template": "trainings/certificates/_panel.html",
        "context": {"certificates": papers, "person": participant},
    }
