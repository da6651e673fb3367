"""Marks that come later or from paper: merged with what stands, never over what another officer saw."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.clock import now
from trainings.attendance import sightings as seen
from trainings.attendance.actions import attendance, marks
from trainings.attendance.models import Mark
from trainings.seats.actions import seats

DECIDED = "Pilih hadir atau tidak hadir, dan tulis alasannya."


@transaction.atomic
def receive(meeting, sightings, *, by, source, reason=""):
    """Merge what one officer saw. Return how many of the marks were new.

    Present wins where nobody stands against it; absent takes back only what the same officer wrote and nobody
    else saw. What stands against another officer's word is kept too; the last word of one officer settles their
    earlier ones. An id that was received before changes nothing. Raise `ValidationError` as `attendance.mark` does.
    """
    session = seats.lock(meeting.session_id)
    listed = set(session.seats.expected().values_list("pk", flat=True))
    new = [seen.within(one, meeting.door_opens_at, now()) for one in marks.unknown(sightings) if one.seat in listed]
    last = seen.latest_by_seat(new)
    present = {seat for seat, one in last.items() if one.is_present}
    seen_by_others = meeting.marks.open().filter(is_present=True).exclude(marked_by=by).values("seat")
    mine = meeting.attendances.standing().filter(marked_by=by).exclude(seat__in=seen_by_others)
    mine = set(mine.values_list("seat", flat=True))
    attendance.mark(
        meeting,
        present,
        by=by,
        unticked=(last.keys() - present) & mine,
        sightings=list(last.values()),
        source=source,
        reason=reason,
    )
    _keep_rest(meeting, new, by=by, source=source)
    own = meeting.marks.open().filter(marked_by=by, seat__in=last)
    own.exclude(pk__in=[one.id for one in last.values()]).update(settled_at=now())
    return len(new)


def _keep_rest(meeting, new, *, by, source):
    Mark.objects.bulk_create(
        Mark(
            id=one.id,
            meeting=meeting,
            seat_id=one.seat,
            is_present=one.is_present,
            source=source,
            seen_at=one.at or now(),
            marked_by=by,
        )
        for one in marks.unknown(new)
    )


@transaction.atomic
def settle(meeting, seat, *, is_present, by, reason):
    """Decide between two officers; the word that falls stays readable. Raise `ValidationError` without a reason."""
    reason = reason.strip()
    if not reason:
        raise ValidationError(DECIDED)
    seats.lock(meeting.session_id)
    stands = meeting.attendances.standing().filter(seat=seat).exists()
    if is_present != stands:
        attendance.mark(
            meeting, [seat.pk] if is_present else [], by=by, unticked=set() if is_present else {seat.pk}, reason=reason
        )
    meeting.marks.open().filter(seat=seat).update(settled_at=now())
