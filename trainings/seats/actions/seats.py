"""Seats booked, offered, accepted, given back. The database keeps the promise (seats/triggers.py), this the order.

A change of seats locks the session first and people after it, so that two of these never wait for each other.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from okoce.clock import now
from okoce.formats import waktu
from okoce.notifications.channels import channels_for
from participants.people.models import Participant
from trainings.seats import queries, seat_sql
from trainings.seats.actions import notices, refused
from trainings.seats.models import Seat
from trainings.seats.shares import RELEASED_BEFORE
from trainings.sessions.models import Session

State = Seat.State

MOVES = {
    State.WAITING: {State.OFFERED, State.RELEASED},
    State.OFFERED: {State.CONFIRMED, State.RELEASED},
    State.CONFIRMED: {State.ATTENDED, State.ABSENT, State.RELEASED},
    State.ATTENDED: {State.ABSENT, State.CONFIRMED},
    State.ABSENT: {State.ATTENDED, State.CONFIRMED},
    State.RELEASED: set(),
}

OFFER_STANDS = timedelta(hours=6)
OFFER_STANDS_BY_CALL = timedelta(hours=24)  # whom no message reaches is called first
CONFIRMED_WITHIN = timedelta(hours=3)
GIVEN_BACK = "Dibatalkan peserta"
DECLINED = "Tawaran ditolak peserta"
LAPSED = "Tawaran tidak dijawab sampai batas waktu"


@transaction.atomic
def book(session, participant, *, by):
    """Give a place, or a waiting number when none is left. Booking again gives the seat already held.

    Raise `ValidationError` when the session or the person's calendar does not allow it.
    """
    number = take(session.pk, participant.pk, by=by)
    if number is None:
        return refused.held_already(session.pk, participant)
    seat = Seat.objects.get(pk=number)
    if not participant.belongs_to(by):  # who presses the button reads the answer on the page
        notices.booked(seat)
    return seat


def book_own(session_id, participant_id, *, by):
    """`book` for one of one's own people, reading nothing: the seat's number, or None when there is more to say."""
    return take(session_id, participant_id, by=by, owner=by.pk)


def take(session_id, participant_id, *, by, owner=0):
    """Return the number of a new seat, None when anything at all stands in the way.

    `owner` 0: whosever person it is.
    """
    instant = now()
    params = {
        "session": session_id,
        "person": participant_id,
        "owner": owner,
        "by": by.pk,
        "now": connection.ops.adapt_datetimefield_value(instant),
        "shares_end": connection.ops.adapt_datetimefield_value(instant + RELEASED_BEFORE),
    }
    with connection.cursor() as cursor:
        cursor.execute(seat_sql.BOOK[connection.vendor], params)
        row = cursor.fetchone()
    return row[0] if row else None


@transaction.atomic
def accept_offer(seat, *, by):
    """Turn an offered seat into a confirmed one, while the offer stands.

    Raise `ValidationError` when it ran out or was answered.
    """
    session = lock(seat.session_id)
    seat = Seat.objects.get(pk=seat.pk)
    if seat.state == State.CONFIRMED:
        return seat
    if session.has_started:
        raise ValidationError("Sesi ini sudah mulai, jadi tawaran kursi tidak berlaku lagi. Pilih sesi lain.")
    if seat.has_expired:
        raise ValidationError(
            f"Tawaran kursi ini berakhir {waktu(seat.offered_until)}. Pesan lagi untuk mendapat nomor tunggu baru."
        )
    notices.answered(seat)
    return move(seat, State.CONFIRMED, offered_until=None)


@transaction.atomic
def decline_offer(seat, *, by):
    """Give an offered seat to the next who waits. Raise `ValidationError` when it was answered before."""
    session = lock(seat.session_id)
    seat = Seat.objects.get(pk=seat.pk)
    if seat.state not in (State.OFFERED, State.RELEASED):
        raise ValidationError("Kursi ini tidak sedang ditawarkan. Buka lagi halaman kursi untuk melihat keadaannya.")
    return release(session, seat, reason=DECLINED)


@transaction.atomic
def cancel(seat, *, by, reason=GIVEN_BACK):
    """Give a seat or a waiting number back; who books again goes to the back.

    Raise `ValidationError` after the session began.
    """
    session = lock(seat.session_id)
    seat = Seat.objects.select_related("participant__user").get(pk=seat.pk)
    if session.has_started:
        raise ValidationError("Sesi ini sudah mulai, jadi kursi tidak dapat dibatalkan lagi.")
    was_live = seat.is_live
    seat = release(session, seat, reason=reason)
    if was_live and not seat.participant.belongs_to(by):
        notices.released(seat)
    return seat


def offer_free(session, *, stands=None, without_notice=()):
    """Offer the places that are free to the first who wait, until the cut-off. The caller holds the session's lock.

    `stands` is how long each has to answer, `without_notice` are ids of people whom the caller notifies. Raise
    `ValidationError` for a move that MOVES does not know.
    """
    session.refresh_from_db(fields=["seats_taken"])
    if not session.is_bookable or session.is_full or session.has_started:
        return []
    offered = _next_in_line(session)
    for seat in offered:
        seat.session = session
        move(seat, State.OFFERED, offered_until=_until(seat, stands))
        if seat.participant_id not in without_notice:
            notices.offered(seat)
    return offered


def _next_in_line(session):
    """The first who wait, as many as there are places; while there are shares, those whose kelurahan has seats left."""
    waiting = session.seats.waiting().select_related("participant__user")
    shares = queries.shares_in_force(session)
    if not shares:
        return list(waiting[: session.seats_left])
    left = {kelurahan: share.left for kelurahan, share in shares.items() if share.left}
    chosen = []
    for seat in waiting.filter(participant__kelurahan__in=left):
        if left[seat.participant.kelurahan_id]:
            left[seat.participant.kelurahan_id] -= 1
            chosen.append(seat)
    return chosen[: session.seats_left]


def _until(seat, stands):
    """When an offer ends: never after booking closed or the session began."""
    user, session = seat.participant.user, seat.session
    is_reached = user is not None and user.is_active and bool(channels_for(user))
    stands = stands or (OFFER_STANDS if is_reached else OFFER_STANDS_BY_CALL)
    return min(now() + stands, session.booking_closes_at, session.starts_at or session.booking_closes_at)


def lock(session_id):
    """The session as it is now, held until the transaction ends."""
    return Session.objects.select_for_update(no_key=True).get(pk=session_id)


def lock_people(participant_ids):
    """Hold these people, always in the same order, until the transaction ends."""
    people = Participant.objects.select_for_update(no_key=True).filter(pk__in=participant_ids)
    return list(people.order_by("pk").values_list("pk", flat=True))


def move(seat, state, **fields):
    """Change a seat's state along MOVES, or refuse. Raise `ValidationError` for a move that MOVES does not know."""
    if state not in MOVES[seat.state]:
        raise ValidationError(
            f"Kursi yang sudah {seat.get_state_display()} tidak dapat menjadi {state.label}. Muat ulang halaman ini."
        )
    seat.state, seat.changed_at = state, now()
    for name, value in fields.items():
        setattr(seat, name, value)
    seat.save(update_fields=["state", "changed_at", *fields])
    return seat


def release(session, seat, *, reason):
    """Release a seat and offer its place to the next. The caller holds the session's lock.

    Raise `ValidationError` for a move that MOVES does not know.
    """
    if seat.state == State.RELEASED:
        return seat
    move(seat, State.RELEASED, release_reason=reason)
    notices.left(seat)
    offer_free(session)
    return seat
