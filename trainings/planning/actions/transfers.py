"""People of a cancelled session are asked into the next one, in front of its queue."""

from datetime import timedelta

from django.db.models import F

from okoce.clock import now
from okoce.reference import memory as reference
from trainings.seats import obstacles, proposals
from trainings.seats.actions import notices, seats
from trainings.seats.models import Seat
from trainings.sessions.models import Session

State = Seat.State
_OUT_OF_REACH = 1_000_000
HELD_FOR = timedelta(days=3)  # most have to be called first


def next_session(session):
    """The earliest bookable session of the same kecamatan that teaches at least the same modules, or None."""
    candidates = Session.objects.bookable().filter(kecamatan=session.kecamatan_id).exclude(pk=session.pk)
    for module in session.modules.all():
        candidates = candidates.filter(modules=module)
    return candidates.order_by("starts_at", "pk").first()


def transfer(old, new, *, by, reason):
    """Release everybody from the old session and hold them a place in front of the queue of the new one.

    Both sessions are locked by the caller; `new` may be None. Nobody gets a seat unasked: free ones are offered in
    that order, and sessions that fit the hours and the missing modules of each are named to choose from. Who already
    has a seat in the new session, one at the same hour or for one of its modules, or has finished all it teaches, is
    only released. Returns how many people were notified by which way.
    """
    leaving = list(
        old.seats.filter(state__in=[State.WAITING, State.OFFERED, State.CONFIRMED])
        .select_related("participant__user", "session__venue")
        .order_by(F("queue_number").asc(nulls_first=True), "pk")
    )
    leaving.sort(key=lambda seat: seat.state == State.WAITING)
    movers = _who_can(leaving, new)
    old.seats.filter(pk__in=[seat.pk for seat in leaving]).update(
        state=State.RELEASED, release_reason=f"Sesi dibatalkan: {reason}"[:200], changed_at=now()
    )
    held = _hold_places(new, movers, by=by) if movers else {}
    others = proposals.proposed(old, leaving, held=[new.pk] if new else []) if leaving else {}
    return notices.cancelled(old, leaving, held, others, reason=reason)


def _who_can(leaving, new):
    if new is None:
        return []
    people = [seat.participant_id for seat in leaving]
    seats.lock_people(people)
    reference.look_again()
    staying = Seat.objects.live().filter(participant__in=people).exclude(pk__in=[seat.pk for seat in leaving])
    blocked = {seat.participant_id for seat in obstacles.in_the_way(new, staying)}
    learned = obstacles.finished(people)
    blocked |= {person for person in people if obstacles.nothing_to_learn(new, learned[person])}
    return [seat for seat in leaving if seat.participant_id not in blocked]


def _hold_places(new, movers, *, by):
    """{participant: their place in the new session}; those who waited there before hear of an offer as usual."""
    _make_room_in_front(new, len(movers))
    Seat.objects.bulk_create(
        Seat(session=new, participant=seat.participant, state=State.WAITING, queue_number=number, booked_by=by)
        for number, seat in enumerate(movers, start=1)
    )
    people = [seat.participant_id for seat in movers]
    seats.offer_free(new, stands=HELD_FOR, without_notice=people)
    return {
        seat.participant_id: seat
        for seat in new.seats.live().filter(participant__in=people).with_positions().select_related("session__venue")
    }


def _make_room_in_front(session, people):
    """Shift every waiting number back. In two steps, since two seats may not share a number even for a moment."""
    numbered = session.seats.filter(queue_number__isnull=False)
    numbered.update(queue_number=F("queue_number") + _OUT_OF_REACH)
    numbered.update(queue_number=F("queue_number") - _OUT_OF_REACH + people)
