"""Who comes is let in while a chair is free, and else gets a stand-by number. All of it under the session's lock."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q

from okoce.clock import now
from okoce.formats import pukul, rentang
from okoce.reference import memory as reference
from participants.identity_checks import joining
from participants.people.models import Participant
from trainings.attendance.actions import attendance
from trainings.attendance.models import Attendance, Mark
from trainings.door.models import Claim, DoorSeat, StandBy, WalkIn
from trainings.seats import obstacles
from trainings.seats.actions import notices, seats
from trainings.seats.models import Seat
from trainings.sessions.models import Session
from trainings.sessions.models.sessions import CHAIRS_KEPT

State = Seat.State
CLAIMED = "Belum datang 20 menit setelah mulai; kursi diberikan kepada yang siaga"
NOT_OPEN = "Pintu dibuka 60 menit sebelum pertemuan, dan yang tertulis di kertas dimasukkan sampai 3 hari sesudahnya."
FULL = "Semua kursi sesi ini terisi, jadi tidak ada yang dapat ditambahkan lagi."
JOINED = "Pendaftaran ini baru saja disatukan dengan data lain; cari lagi nomornya."
OWN = "Anda sendiri harus dicatat oleh petugas lain."


class Arrival(NamedTuple):
    """Either a seat whose attendance is written, or a stand-by number; `refusals` why a card could not be checked."""

    seat: Seat | None = None
    stand_by: StandBy | None = None
    refusals: tuple = ()


@transaction.atomic
def let_in(meeting, participant, *, by, card_seen=False, number_shown=False, source=Mark.Source.DOOR):
    """Let a known person in, with the card check. Return an `Arrival`; the same person again changes nothing more.

    Raise `ValidationError` outside the hours of the door, for oneself, for somebody seated elsewhere at that hour,
    and when no chair is free after the meeting.
    """
    session = _hold(meeting, participant, card_seen=card_seen)
    if participant.belongs_to(by):
        raise ValidationError(OWN)
    seat = session.seats.live().filter(participant=participant).first()
    if seat is None or seat.state == State.WAITING:
        _refuse_elsewhere(session, participant, card_seen=card_seen)
        if not _has_chair(session, meeting, participant=participant):
            return Arrival(stand_by=stand_by(meeting, by=by, participant=participant))
        seat = _give_seat(meeting, seat, participant, by=by)
    elif seat.state == State.OFFERED:
        seat = seats.move(seat, State.CONFIRMED, offered_until=None)
    refusals = attendance.mark(
        meeting,
        [seat.pk],
        by=by,
        unticked=set(),
        identity_checked={seat.pk} if card_seen else (),
        number_shown={seat.pk} if number_shown else (),
        source=source,
    )
    meeting.stand_bys.waiting().filter(participant=participant).update(state=StandBy.State.IN, changed_at=now())
    return Arrival(seat=seat, refusals=tuple(refusals))


@transaction.atomic
def let_next_in(meeting, *, by):
    """Let in who stands by with the lowest number, on a free chair or on one whose holder has not come. Return it.

    Raise `ValidationError` when nobody stands by, and while no chair is free.
    """
    session = lock_open(meeting)
    first = meeting.stand_bys.waiting().select_related("participant", "walk_in").first()
    if first is None:
        raise ValidationError("Tidak ada yang siaga.")
    if session.is_full and not _claim_chair(session, meeting, by=by):
        raise ValidationError(_no_chair(meeting))
    if first.walk_in:
        first.walk_in.state, first.walk_in.arrived_at = WalkIn.State.OPEN, now()
        first.walk_in.save(update_fields=["state", "arrived_at"])
    else:
        seats.lock_people([first.participant_id])
        held = session.seats.live().filter(participant=first.participant).first()
        seat = _give_seat(meeting, held, first.participant, by=by)
        attendance.mark(meeting, [seat.pk], by=by, unticked=set(), source=Mark.Source.DOOR)
    return _move_on(first, StandBy.State.IN)


@transaction.atomic
def skip(meeting, stand_by_id, *, by):
    """Pass over somebody who was called and is not there. Return the stand-by, None when it was called before.

    Raise `ValidationError` outside the hours of the door.
    """
    lock_open(meeting)
    called = meeting.stand_bys.waiting().filter(pk=stand_by_id).first()
    return called and _move_on(called, StandBy.State.MISSED)


def stand_by(meeting, *, by, participant=None, walk_in=None):
    """Return the next number of this meeting; a person keeps the one they have. The caller holds the session's lock.

    Raise `ValidationError` after the meeting.
    """
    if not meeting.door_is_open:
        raise ValidationError(FULL)
    if participant and (known := meeting.stand_bys.waiting().filter(participant=participant).first()):
        return known
    last = meeting.stand_bys.aggregate(last=Max("number"))["last"] or 0
    return meeting.stand_bys.create(number=last + 1, participant=participant, walk_in=walk_in, made_by=by)


def missing(session):
    """Seats whose holders have not been seen at any meeting of the session, the last booked first."""
    seen = Attendance.objects.standing().filter(seat=OuterRef("pk"))
    return session.seats.filter(~Exists(seen), state=State.CONFIRMED).order_by("-booked_at", "-pk")


def has_chair_for_new(session, meeting):
    """Whether somebody new gets a chair: one is free, and nobody stands by for it."""
    return not session.is_full and not meeting.stand_bys.waiting().exists()


def _hold(meeting, participant, *, card_seen):
    """Lock the session and the person; for a registration that may be joined all sessions and people of its NIK."""
    if not (card_seen and participant.is_waiting):
        session = lock_open(meeting)
        is_there = seats.lock_people([participant.pk])
    else:
        same = Participant.objects.with_nik(participant.nik).order_by().values("pk")
        ids = Seat.objects.live().filter(participant__in=same).order_by().values("session")
        held = Session.objects.select_for_update(no_key=True).filter(Q(pk=meeting.session_id) | Q(pk__in=ids))
        list(held.order_by("pk").values("pk"))
        session = lock_open(meeting)
        is_there = participant.pk in joining.hold([participant])
    if not is_there:
        raise ValidationError(JOINED)
    return session


def lock_open(meeting):
    """The session, held until the transaction ends. Raise `ValidationError` when nobody can be let in."""
    session = seats.lock(meeting.session_id)
    if session.state != Session.State.PUBLISHED:
        raise ValidationError("Sesi ini tidak dibuka, jadi tidak ada yang dapat dimasukkan.")
    if not meeting.admits:
        raise ValidationError(NOT_OPEN)
    return session


def _has_chair(session, meeting, *, participant):
    ahead = meeting.stand_bys.waiting().first()
    return not session.is_full and (ahead is None or ahead.participant_id == participant.pk)


def _give_seat(meeting, held, participant, *, by):
    """A confirmed seat, from nothing or from a waiting number: the door gives it though booking is closed."""
    if held is None:
        held = Seat.objects.create(
            session_id=meeting.session_id, participant=participant, state=State.CONFIRMED, booked_by=by
        )
    elif held.state == State.WAITING:
        held = seats.move(held, State.OFFERED, offered_until=now())
        held = seats.move(held, State.CONFIRMED, offered_until=None)
    else:
        return held
    DoorSeat.objects.create(seat=held, meeting=meeting)
    return held


def _claim_chair(session, meeting, *, by):
    """Release the chair of somebody who has not come, when it is time. Return whether there was one."""
    seat = missing(session).select_related("session").first() if meeting.opens_missing_chairs else None
    if seat is None:
        return False
    seats.move(seat, State.RELEASED, release_reason=CLAIMED)
    notices.left(seat)
    Claim.objects.create(seat=seat, meeting=meeting, claimed_by=by)
    return True


def _no_chair(meeting):
    opens_at = meeting.starts_at + CHAIRS_KEPT
    if now() < opens_at:
        return f"Belum ada kursi bebas. Kursi yang pemiliknya belum datang dibuka {pukul(opens_at)}."
    return "Tidak ada kursi bebas: semua yang punya kursi sudah datang."


def _move_on(row, state):
    row.state, row.changed_at = state, now()
    row.save(update_fields=["state", "changed_at"])
    return row


def _refuse_elsewhere(session, participant, *, card_seen):
    reference.look_again()
    held = list(Seat.objects.live().filter(participant=participant).select_related("session"))
    for seat in held:
        if seat.session_id != session.pk and obstacles.meets_with(session, seat):
            when = rentang(seat.session.starts_at, seat.session.ends_at)
            raise ValidationError(
                f"{participant.name} punya kursi di “{seat.session.title}” pada jam yang sama ({when}). "
                "Minta tuan rumah sesi itu melepasnya dulu."
            )
    others = [seat for seat in held if seat.session_id != session.pk and seat.state != State.ABSENT]
    if participant.is_waiting and others and not card_seen:
        raise ValidationError(
            f"{participant.name} sudah memegang satu kursi lain. Cocokkan KTP-nya, centang “KTP dilihat”, lalu "
            "masukkan lagi."
        )
