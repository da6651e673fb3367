"""Who stands by is called by number, to a free chair or to one whose holder has not come. Under the session's lock."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef

from okoce.clock import now
from okoce.formats import pukul
from trainings.attendance.actions import attendance
from trainings.attendance.models import Attendance, Mark
from trainings.door.actions import arrivals
from trainings.door.models import Claim, StandBy, WalkIn
from trainings.seats.actions import notices, seats
from trainings.seats.models import Seat
from trainings.sessions.models.sessions import CHAIRS_KEPT

CLAIMED = "Belum datang 20 menit setelah mulai; kursi diberikan kepada yang siaga"
CHANGED = "Urutan siaga sudah berubah. Lihat siapa yang berikutnya, lalu tekan lagi."


class Called(NamedTuple):
    """Who was let in; `seat` of somebody of the register, `refusals` why their card could not be checked."""

    stand_by: StandBy
    seat: Seat | None = None
    refusals: tuple = ()


@transaction.atomic
def let_next_in(meeting, *, by, expected=None, card_seen=False, number_shown=False):
    """Let in who stands by with the lowest number, on a free chair or on one whose holder has not come.

    `expected` is the id of who was shown as the next. Return `Called`. Raise `ValidationError` when nobody stands by
    or somebody else is the next by now, while no chair is free, and for somebody who took a seat elsewhere at that
    hour meanwhile.
    """
    session = _hold_next(meeting, card_seen=card_seen)
    first = next_of(meeting)
    if first is None:
        raise ValidationError("Tidak ada yang siaga.")
    if expected and first.pk != expected:
        raise ValidationError(CHANGED)
    if first.participant:
        return _seat_known(session, meeting, first, by=by, card_seen=card_seen, number_shown=number_shown)
    walk_in = _hold_walk_in(first)
    _free_chair(session, meeting, by=by)
    walk_in.state = WalkIn.State.OPEN
    walk_in.arrived_at = now() if meeting.door_is_open else None
    walk_in.save(update_fields=["state", "arrived_at"])
    return Called(_move_on(first, StandBy.State.IN))


@transaction.atomic
def skip(meeting, stand_by_id, *, by):
    """Pass over somebody who was called and is not there. Return the stand-by, None when it was called before.

    Raise `ValidationError` outside the hours of the door.
    """
    arrivals.lock_open(meeting)
    called = meeting.stand_bys.waiting().filter(pk=stand_by_id).first()
    return called and _move_on(called, StandBy.State.MISSED)


def missing(session):
    """Seats whose holders have not been seen at any meeting of the session, the last booked first."""
    seen = Attendance.objects.standing().filter(seat=OuterRef("pk"))
    return session.seats.filter(~Exists(seen), state=Seat.State.CONFIRMED).order_by("-booked_at", "-pk")


def next_of(meeting):
    """Whose data were deleted meanwhile is not called."""
    waiting = meeting.stand_bys.waiting().exclude(walk_in__state=WalkIn.State.DELETED)
    return waiting.select_related("participant", "walk_in").first()


def _hold_walk_in(stand_by):
    """Return what was asked of somebody who stands by, locked: a deletion of the person may be under way."""
    walk_in = WalkIn.objects.select_for_update(of=("self",), no_key=True).get(pk=stand_by.walk_in_id)
    if walk_in.state != WalkIn.State.WAITING:
        raise ValidationError(CHANGED)
    return walk_in


def _hold_next(meeting, *, card_seen):
    """Lock the session, and before it what the card of the next one may join. Return the session."""
    ahead = next_of(meeting) if card_seen else None
    if ahead is None or ahead.participant is None:
        return arrivals.lock_open(meeting)
    session = arrivals.hold(meeting, ahead.participant, card_seen=True)
    if next_of(meeting) != ahead:
        raise ValidationError(CHANGED)
    return session


def _seat_known(session, meeting, stand_by, *, by, card_seen, number_shown):
    """Mark somebody of the register present, on the chair they have by now or on a free one."""
    participant = stand_by.participant
    seats.lock_people([participant.pk])
    seat = session.seats.live().filter(participant=participant).first()
    if seat is None or seat.state == Seat.State.WAITING:
        # The card was asked for when they got the number.
        arrivals.refuse_elsewhere(session, participant, card_seen=True)
        _free_chair(session, meeting, by=by)
    seat = arrivals.give_seat(meeting, seat, participant, by=by)
    _move_on(stand_by, StandBy.State.IN)  # before the card, which may join this person into another record
    refusals = attendance.mark(
        meeting,
        [seat.pk],
        by=by,
        unticked=set(),
        identity_checked={seat.pk} if card_seen else (),
        number_shown={seat.pk} if number_shown else (),
        source=Mark.Source.DOOR,
    )
    return Called(stand_by, seat, tuple(refusals))


def _free_chair(session, meeting, *, by):
    """Make sure that one is free: in a full session that of somebody who has not come, when it is time."""
    if not session.is_full:
        return
    seat = missing(session).select_related("session").first() if meeting.opens_missing_chairs else None
    if seat is None:
        raise ValidationError(_no_chair(meeting))
    seats.move(seat, Seat.State.RELEASED, release_reason=CLAIMED)
    notices.left(seat)
    Claim.objects.create(seat=seat, meeting=meeting, claimed_by=by)


def _no_chair(meeting):
    opens_at = meeting.starts_at + CHAIRS_KEPT
    if now() < opens_at:
        return f"Belum ada kursi bebas. Kursi yang pemiliknya belum datang dibuka {pukul(opens_at)}."
    if not meeting.opens_missing_chairs:
        return arrivals.FULL
    return "Tidak ada kursi bebas: semua yang punya kursi sudah datang."


def _move_on(row, state):
    row.state, row.changed_at = state, now()
    row.save(update_fields=["state", "changed_at"])
    return row
