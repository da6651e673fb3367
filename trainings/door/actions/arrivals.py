"""Who comes is let in while a chair is free, and else gets a stand-by number. All of it under the session's lock."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q

from okoce.clock import now
from okoce.formats import rentang
from okoce.reference import memory as reference
from participants.identity_checks import joining
from participants.people.models import Participant
from trainings.attendance.actions import attendance
from trainings.attendance.models import Mark
from trainings.door.models import DoorSeat, StandBy
from trainings.seats import obstacles
from trainings.seats.actions import notices, seats
from trainings.seats.models import Seat
from trainings.sessions.models import Session

State = Seat.State
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
    session = hold(meeting, participant, card_seen=card_seen)
    if participant.belongs_to(by):
        raise ValidationError(OWN)
    seat = session.seats.live().filter(participant=participant).first()
    if seat is None or seat.state == State.WAITING:
        refuse_elsewhere(session, participant, card_seen=card_seen)
        if not _has_chair(session, meeting, participant=participant):
            return Arrival(stand_by=stand_by(meeting, by=by, participant=participant))
    seat = give_seat(meeting, seat, participant, by=by)
    # Before the card, which may join this person into another record.
    meeting.stand_bys.waiting().filter(participant=participant).update(state=StandBy.State.IN, changed_at=now())
    refusals = attendance.mark(
        meeting,
        [seat.pk],
        by=by,
        unticked=set(),
        identity_checked={seat.pk} if card_seen else (),
        number_shown={seat.pk} if number_shown else (),
        source=source,
    )
    return Arrival(seat=seat, refusals=tuple(refusals))


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


def has_chair_for_new(session, meeting):
    """Whether somebody new gets a chair: one is free, and nobody stands by for it."""
    return not session.is_full and not meeting.stand_bys.waiting().exists()


def hold(meeting, participant, *, card_seen):
    """Lock the session and the person; for a registration that may be joined all sessions and people of its NIK.

    Return the session. Raise `ValidationError` outside the hours of the door, and for who is joined by now.
    """
    if not (card_seen and participant.is_waiting):
        session = lock_open(meeting)
        is_there = seats.lock_people([participant.pk])
    else:
        hold_sessions(meeting.session_id, participant.nik)
        session = lock_open(meeting)
        is_there = participant.pk in joining.hold([participant])
    if not is_there:
        raise ValidationError(JOINED)
    return session


def hold_sessions(session_id, nik):
    """Lock a session with those in which people of a NIK hold seats, which a card may join: all in one order."""
    same = Participant.objects.with_nik(nik).order_by().values("pk")
    ids = Seat.objects.live().filter(participant__in=same).order_by().values("session")
    held = Session.objects.select_for_update(no_key=True).filter(Q(pk=session_id) | Q(pk__in=ids))
    list(held.order_by("pk").values("pk"))


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


def give_seat(meeting, held, participant, *, by):
    """Return the confirmed seat of somebody who is there: theirs, or one the door gives though booking is closed."""
    if held and held.state == State.OFFERED:
        notices.answered(held)
        return seats.move(held, State.CONFIRMED, offered_until=None)
    if held and held.state in Seat.EXPECTED:
        return held
    if held:
        held = seats.move(held, State.OFFERED, offered_until=now())
        held = seats.move(held, State.CONFIRMED, offered_until=None)
    else:
        held = Seat.objects.create(
            session_id=meeting.session_id, participant=participant, state=State.CONFIRMED, booked_by=by
        )
    DoorSeat.objects.create(seat=held, meeting=meeting)
    return held


def refuse_elsewhere(session, participant, *, card_seen):
    """Raise `ValidationError` for a seat elsewhere at that hour, and for a second one of who waits for the card."""
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
