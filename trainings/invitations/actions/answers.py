"""An invitation answered: a chair while chairs are free, afterwards a stand-by number.

Answers to one session wait for each other: they hold its lock, as every act on its seats does.
Until booking ends an answer may be changed.
"""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.clock import now
from okoce.formats import waktu
from trainings.attendance.models import Attendance
from trainings.invitations.actions import notices
from trainings.invitations.models import Invitation
from trainings.seats.actions import seats
from trainings.seats.models import Seat
from trainings.sessions.models import Session

State = Invitation.State
CANCELLED = "Sesi ini dibatalkan, jadi undangannya tidak berlaku lagi."
NOT_THERE = "Undangan ini tidak ada lagi; muat ulang halaman ini."
CLOSED = "Undangan ini berlaku sampai {}. Pilih sesi lain di jadwal pelatihan."
BUILT_ON = (
    "Kursi dari jawaban ini sudah dipakai: orangnya menerima tawaran kursi, sudah hadir, atau sesinya sudah mulai. "
    "Jadi hasil ini tidak dapat dibatalkan; bila perlu, batalkan kursinya dari halaman kursi."
)
TAKEN_BACK = "Jawaban telepon dibatalkan"
DECLINED = "Undangan dijawab tidak bisa datang"


@transaction.atomic
def confirm(invitation, *, way, by=None):
    """Say yes: book a seat, or a stand-by number when no chair is free. Returns the Invitation with its seat.

    `by` is who is logged in, if anybody is. Raise `ValidationError` when booking for the session is over, for an
    invitation that went into another one, and for what stands in the way of every booking.
    """
    invitation = _locked(invitation)
    seat = seats.book(invitation.session, invitation.participant, by=_actor(invitation, way, by))
    notices.need_not_be_called(seat)
    return _answer(invitation, State.CONFIRMED, way=way, by=by, seat=seat)


@transaction.atomic
def decline(invitation, *, way, by=None):
    """Say no, and give back the seat or number that an earlier yes led to. Returns the Invitation.

    Raise `ValidationError` when booking for the session is over, and for an invitation that went into another one.
    """
    invitation = _locked(invitation)
    held = Seat.objects.live().filter(session=invitation.session_id, participant=invitation.participant_id).first()
    if held and held.may_be_released:
        held = seats.cancel(held, by=_actor(invitation, way, by), reason=DECLINED)
        notices.need_not_be_called(held)
    return _answer(invitation, State.DECLINED, way=way, by=by, seat=held)


@transaction.atomic
def take_back(invitation, *, by):
    """Open an invitation again that was answered on the telephone by mistake, and give back what a yes led to.

    Returns whether the seat or number was given back, None where the answer that stands was given otherwise. Raise
    `ValidationError` where something was built on the seat, and for an invitation that went into another one.
    """
    seats.lock(invitation.session_id)
    invitation = Invitation.objects.select_related("session", "seat").filter(pk=invitation.pk).first()
    if invitation is None:
        raise ValidationError(NOT_THERE)
    if invitation.answered_by_way != Invitation.Way.PHONE:
        return None
    had_seat = invitation.has_live_seat
    if had_seat:
        if _is_built_on(invitation):
            raise ValidationError(BUILT_ON)
        notices.need_not_be_called(seats.cancel(invitation.seat, by=by, reason=TAKEN_BACK))
    invitation.state, invitation.seat = State.INVITED, None
    invitation.answered_at, invitation.answered_by_way, invitation.answered_by = None, "", None
    invitation.save(update_fields=["state", "seat", "answered_at", "answered_by_way", "answered_by"])
    return had_seat


def _is_built_on(invitation):
    """An offer that was accepted, attendance, or a session that has begun."""
    seat = invitation.seat
    accepted = seat.state == Seat.State.CONFIRMED and seat.queue_number is not None
    seen = Attendance.objects.filter(seat=seat).exists()
    return accepted or seen or not seat.may_be_released or invitation.session.has_started


def _locked(invitation):
    """The invitation as it is now, and its session held until the transaction ends."""
    seats.lock(invitation.session_id)
    found = Invitation.objects.select_related("session__venue", "participant__user", "seat")
    found = found.filter(pk=invitation.pk).first()
    if found is None:
        raise ValidationError(NOT_THERE)
    if found.session.state == Session.State.CANCELLED:
        raise ValidationError(CANCELLED)
    if not found.is_open:
        raise ValidationError(CLOSED.format(waktu(found.expires_at)))
    return found


def _actor(invitation, way, by):
    """Return whom the seat names: the account that is logged in, else that of the person who was sent the link."""
    return by or (way == Invitation.Way.LINK and invitation.participant.user) or AnonymousUser()


def _answer(invitation, state, *, way, by, seat):
    invitation.state, invitation.seat = state, seat
    invitation.answered_at, invitation.answered_by_way, invitation.answered_by = now(), way, by
    invitation.save(update_fields=["state", "seat", "answered_at", "answered_by_way", "answered_by"])
    if way != Invitation.Way.PHONE:  # who phones writes down the result of the call with it
        notices.answered(invitation.session_id, invitation.participant_id)
    return invitation
