"""People of a cancelled session move to the front of the next one."""

from django.db.models import F

from okoce.clock import now
from okoce.reference import memory as reference
from trainings.actions import notices, seats
from trainings.models import Seat, Session

State = Seat.State
_OUT_OF_REACH = 1_000_000


def next_session(session):
    """The earliest bookable session of the same kecamatan that teaches at least the same modules, or None."""
    candidates = Session.objects.bookable().filter(kecamatan=session.kecamatan_id).exclude(pk=session.pk)
    for module in session.modules.all():
        candidates = candidates.filter(modules=module)
    return candidates.order_by("starts_at", "pk").first()


def transfer(old, new, *, by, reason):
    """Release everybody from the old session and give them a place in the new one, or the front of its queue.

    Both sessions are locked by the caller; `new` may be None. Who already has a seat in the new session, or one at
    the same hour, is only released.
    """
    leaving = list(
        old.seats.filter(state__in=[State.WAITING, State.OFFERED, State.CONFIRMED])
        .select_related("participant__user", "session")
        .order_by(F("queue_number").asc(nulls_first=True), "pk")
    )
    leaving.sort(key=lambda seat: seat.state == State.WAITING)
    movers = _who_can(leaving, new)
    old.seats.filter(pk__in=[seat.pk for seat in leaving]).update(
        state=State.RELEASED, release_reason=f"Sesi dibatalkan: {reason}"[:200], changed_at=now()
    )
    for seat in leaving:
        if seat not in movers:
            seat.state, seat.release_reason = State.RELEASED, f"Sesi dibatalkan: {reason}"
            notices.session_cancelled(seat)
    return _receive(new, movers, by=by, reason=reason) if movers else []


def _who_can(leaving, new):
    if new is None:
        return []
    people = [seat.participant_id for seat in leaving]
    seats.lock_people(people)
    reference.look_again()
    staying = Seat.objects.live().filter(participant__in=people).exclude(pk__in=[seat.pk for seat in leaving])
    blocked = {seat.participant_id for seat in seats.in_the_way(new, staying)}
    return [seat for seat in leaving if seat.participant_id not in blocked]


def _receive(new, movers, *, by, reason):
    free = 0 if new.seats.waiting().exists() else new.seats_left
    had_place = [seat for seat in movers if seat.state != State.WAITING]
    seated = had_place[:free]
    queued = [seat for seat in movers if seat not in seated]
    _make_room_in_front(new, len(queued))
    arrivals = [
        Seat(session=new, participant=seat.participant, state=State.CONFIRMED, booked_by=by) for seat in seated
    ] + [
        Seat(session=new, participant=seat.participant, state=State.WAITING, queue_number=number, booked_by=by)
        for number, seat in enumerate(queued, start=1)
    ]
    Seat.objects.bulk_create(arrivals)
    for seat in arrivals:
        notices.moved(seat, reason=reason)
    seats.offer_free(new)
    return arrivals


def _make_room_in_front(session, people):
    """Shift every waiting number back. In two steps, since two seats may not share a number even for a moment."""
    numbered = session.seats.filter(queue_number__isnull=False)
    numbered.update(queue_number=F("queue_number") + _OUT_OF_REACH)
    numbered.update(queue_number=F("queue_number") - _OUT_OF_REACH + people)
