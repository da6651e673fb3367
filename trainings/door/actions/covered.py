"""Later seats for what somebody learns today: given back, since a person holds one live seat for a module."""

from django.db import transaction

from trainings.seats import obstacles
from trainings.seats.actions import notices, seats
from trainings.seats.models import Seat
from trainings.seats.states import HOLDING
from trainings.sessions import memory


def release(seat):
    """Give back the other seats of this person for which the session of `seat` teaches all that they lack.

    Return the seats given back. Each in a transaction of its own, so that no two sessions are held at once. A seat
    that also teaches something else stays.
    """
    held = list(
        Seat.objects.filter(participant=seat.participant_id, state__in=HOLDING)
        .exclude(session=seat.session_id)
        .select_related("session")
    )
    here = memory.contents({seat.session_id})[seat.session_id].lessons
    learned = obstacles.finished([seat.participant_id])[seat.participant_id] - here if held else set()
    covered = [
        other
        for other in held
        if not other.session.has_started
        and obstacles.shared_modules(seat.session, other)
        and obstacles.covers(seat.session, other, learned)
    ]
    return [given for other in covered if (given := _release(other, seat.session))]


@transaction.atomic
def _release(other, session):
    """The seat given back; None when it changed meanwhile."""
    held_in = seats.lock(other.session_id)
    current = Seat.objects.select_related("participant__user", "session__venue").get(pk=other.pk)
    if current.state not in HOLDING or held_in.has_started:
        return None
    seats.release(held_in, current, reason=f"Modulnya diikuti di “{session.title}”"[:200])
    notices.released(current)
    return current
