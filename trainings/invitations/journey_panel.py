"""What invitations show on somebody's journey."""

from trainings.invitations import now_card


def open_invitations(participant):
    """Invitations that wait for an answer, the earliest session first; None without any."""
    found = participant.invitations.unanswered().answerable().select_related("session__venue")
    found = list(found.order_by("session__starts_at", "pk"))
    if not found:
        return None
    return {
        "template": "trainings/invitations/_open.html",
        "context": {"invitations": found},
        "now": now_card.of_invitations(found),
    }
