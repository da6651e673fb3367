"""The end of a session: its figures, counted once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef

from okoce.clock import now
from trainings.attendance.models import Attendance
from trainings.door.models import Claim, Closing, StandBy, WalkIn
from trainings.seats.actions import seats
from trainings.sessions.models import Session

NOT_LET_IN = [StandBy.State.TURNED_AWAY, StandBy.State.MISSED, StandBy.State.WAITING]
NOT_OVER = "Sesi ditutup setelah pertemuan terakhir selesai."


@transaction.atomic
def close(session, *, by, invited=0):
    """Close a session that is over and keep its figures. Return the `Closing`; a second time the first one.

    Raise `ValidationError` before its end, and for a session that was not held.
    """
    session = seats.lock(session.pk)
    if known := Closing.objects.filter(session=session).first():
        return known
    if session.state != Session.State.PUBLISHED or not session.has_ended:
        raise ValidationError(NOT_OVER)
    StandBy.objects.waiting().filter(meeting__session=session).update(state=StandBy.State.TURNED_AWAY, changed_at=now())
    return Closing.objects.create(
        session=session, closed_by=by, capacity=session.capacity, invited=invited, **figures(session)
    )


def figures(session):
    """Count a session as it is now, by the fields of `Closing`."""
    seen = Attendance.objects.standing().filter(seat=OuterRef("pk"))
    taken = session.seats.taken().annotate(is_seen=Exists(seen))
    booked, at_the_door = taken.filter(door=None), taken.exclude(door=None)
    unknown = WalkIn.objects.open().filter(session=session).count()
    deleted = WalkIn.objects.filter(session=session, state=WalkIn.State.DELETED)
    deleted = deleted.exclude(stand_bys__state__in=NOT_LET_IN).count()
    not_let_in = StandBy.objects.filter(meeting__session=session, state__in=NOT_LET_IN)
    not_let_in = not_let_in.exclude(participant__in=taken.filter(is_seen=True).values("participant"))
    came_of_confirmed = booked.filter(is_seen=True).count()
    came_to_the_door = at_the_door.filter(is_seen=True).count() + unknown
    return {
        "confirmed": booked.count() + Claim.objects.filter(seat__session=session).count(),
        "came_of_confirmed": came_of_confirmed,
        "came": came_of_confirmed + came_to_the_door + deleted,
        "walk_ins": came_to_the_door + deleted,
        "turned_away": not_let_in.count(),
        "incomplete": deleted,
    }
