"""Sessions: published when complete, kept in step with their meetings, cancelled with a reason."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min

from okoce.clock import now
from participants.calls.letters import Reached
from participants.journey.actions import journeys
from trainings.attendance.actions import attendance
from trainings.attendance.models import Attendance
from trainings.invitations.actions import changes as invitations
from trainings.planning import readiness
from trainings.planning.actions import transfers
from trainings.seats.actions import seats, shares
from trainings.seats.models import Seat
from trainings.sessions.models import Session
from trainings.sessions.states import CancelCode

CLOSES_BEFORE = timedelta(hours=12)


@transaction.atomic
def settle(session, *, closes_as_typed=False):
    """Bring a session in step with its meetings, and with it its seats and the journeys that stand on its attendance.

    Called after every change by staff. The end of booking follows the first meeting, unless somebody just typed it.
    """
    session = seats.lock(session.pk)
    span = session.meetings.aggregate(first=Min("starts_at"), last=Max("ends_at"))
    session.booking_closes_at = _closes_at(session, span["first"], as_typed=closes_as_typed)
    session.starts_at, session.ends_at = span["first"], span["last"]
    session.save(update_fields=["starts_at", "ends_at", "booking_closes_at"])
    _shorten_offers(session)
    shares.keep_in_step(session)
    seats.offer_free(session)
    seen = Attendance.objects.standing().filter(seat__session=session).values_list("seat__participant", flat=True)
    if people := sorted(set(seen)):
        attendance.settle_seats(session)
        journeys.refresh(people, reason="Pertemuan atau modul sesi diubah")
    return session


def _closes_at(session, first, *, as_typed):
    """When booking ends for a first meeting at this instant: never after it began."""
    closes_at, began = session.booking_closes_at, session.starts_at
    if first is None:
        return closes_at
    if closes_at and began and began != first and not as_typed:
        was_open, closes_at = closes_at > now(), closes_at + (first - began)
        closes_at = first if was_open and closes_at <= now() else closes_at
    return min(closes_at or usual_closing(first), first)


def usual_closing(first):
    """Return when booking ends unless staff say otherwise.

    12 hours before the first meeting, or when it begins if that is past already.
    """
    usual = first - CLOSES_BEFORE
    return usual if usual > now() else first


def _shorten_offers(session):
    """No offer stands longer than booking does."""
    if session.booking_closes_at:
        late = session.seats.filter(state=Seat.State.OFFERED, offered_until__gt=session.booking_closes_at)
        late.update(offered_until=session.booking_closes_at)


@transaction.atomic
def publish(session, *, by):
    """Open a session for booking, when it says what, where and when. Raise `ValidationError` with what is missing."""
    session = settle(session)
    if session.state == Session.State.PUBLISHED:
        return session
    if missing := readiness.obstacles(session, list(session.meetings.all()), session.modules.all()):
        raise ValidationError(missing)
    session.state = Session.State.PUBLISHED
    if session.booking_closes_at <= now():  # set when it was planned: who opens it now wants it booked
        session.booking_closes_at = session.starts_at
    session.save(update_fields=["state", "booking_closes_at"])
    return session


@transaction.atomic
def cancel(session, *, by, reason, code=CancelCode.OTHER):
    """Call a session off: a place in front of the next one is held for its people, and each is asked which they want.

    Returns how many people were notified by which way; nobody when it was cancelled before. Raise `ValidationError`
    without a reason, and once it began.
    """
    reason = reason.strip()
    if not reason:
        raise ValidationError("Tulis alasan pembatalan; alasan ini dibaca peserta.")
    following = transfers.next_session(session)
    locked = (
        Session.objects.select_for_update(no_key=True)
        .order_by("pk")
        .in_bulk([pk for pk in (session.pk, following and following.pk) if pk])
    )
    session, following = locked[session.pk], locked.get(following and following.pk)
    if session.state == Session.State.CANCELLED:
        return Reached()
    if session.has_started and session.state == Session.State.PUBLISHED:
        raise ValidationError("Sesi yang sudah mulai tidak dapat dibatalkan.")
    session.state, session.cancel_code, session.cancel_reason = Session.State.CANCELLED, code, reason
    session.save(update_fields=["state", "cancel_code", "cancel_reason"])
    following = following if following and following.is_bookable else None
    asked = invitations.called_off(session, reason=reason)  # before their seats are released
    return transfers.transfer(session, following, by=by, reason=reason) + asked
