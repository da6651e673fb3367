"""What the page of a session shows its host once it is over."""

from trainings.door.actions import feedback
from trainings.door.models import Closing, WalkIn


def closing(session):
    """{"closing", "incomplete", "feedback"}; None while the session is not over."""
    if not session.has_ended or session.state != session.State.PUBLISHED:
        return None
    return {
        "closing": Closing.objects.filter(session=session).first(),
        "incomplete": WalkIn.objects.open().filter(session=session).count(),
        "feedback": feedback.totals(session),
    }
