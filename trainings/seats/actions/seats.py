"""Seats booked, offered, accepted, given back. The database keeps the promise (seats/triggers.py), this the order.

A change of seats locks the session first and people after it, so that two of these never wait for each other.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F

from okoce.clock import now
from okoce.formats import rentang, waktu
from okoce.reference import memory as reference
from participants.people.models import Participant
from trainings.seats import seat_sql
from trainings.seats.actions import notices
from trainings.seats.models import Seat
from trainings.sessions import memory
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

OFFER_STANDS = timedelta(hours=24)
CONFIRMED_WITHIN = timedelta(hours=3)
GIVEN_BACK = "Dibatalkan peserta"
DECLINED = "Tawaran ditolak peserta"
LAPSED = "Tawaran tidak dijawab sampai batas waktu"


@transaction.atomic
def book(session, participant, *, by):
    """Give a place, or a waiting number when none is left. Booking again gives the seat already held.

    Raise `ValidationError` when the session or the person's calendar does not allow it.
    """
    number = _take(session.pk, participant.pk, by=by)
    if number is None:
        return _held_already(session.pk, participant)
    seat = Seat.objects.get(pk=number)
    if not participant.belongs_to(by):  # who presses the button reads the answer on the page
        notices.booked(seat)
    return seat


def book_own(session_id, participant_id, *, by):
    """`book` for one of one's own people, reading nothing: the seat's number, or None when there is more to say."""
    return _take(session_id, participant_id, by=by, owner=by.pk)


def _take(session_id, participant_id, *, by, owner=0):
    """The number of a new seat; None when anything at all stands in the way. `owner` 0: whosever person it is."""
    params = {
        "session": session_id,
        "person": participant_id,
        "owner": owner,
        "by": by.pk,
        "now": connection.ops.adapt_datetimefield_value(now()),
    }
    with connection.cursor() as cursor:
        cursor.execute(seat_sql.BOOK[connection.vendor], params)
        row = cursor.fetchone()
    return row[0] if row else None


def _held_already(session_id, participant):
    """The seat that stands in the way when it is in this session; else the reason why there is none."""
    session = Session.objects.get(pk=session_id)
    if not session.is_bookable:
        raise ValidationError("Pemesanan untuk sesi ini sudah ditutup. Pilih sesi lain di jadwal pelatihan.")
    reference.look_again()
    held = list(Seat.objects.live().filter(participant=participant).select_related("session"))
    for seat in in_the_way(session, held):
        if seat.session_id == session.pk:
            return seat
        raise ValidationError(
            f"{participant.name} sudah punya kursi di “{seat.session.title}” pada jam yang sama "
            f"({rentang(seat.session.starts_at, seat.session.ends_at)}). Batalkan kursi itu dulu atau pilih sesi lain."
        )
    if participant.is_waiting and any(seat.state != State.ABSENT for seat in held):
        raise ValidationError(
            f"{participant.name} sudah memegang satu kursi. Kursi berikutnya bisa dipesan setelah petugas memeriksa "
            "KTP; bawa KTP asli ke pelatihan itu atau ke meja kecamatan."
        )
    raise ValidationError("Kursi belum dapat dipesan. Muat ulang halaman sesi ini, lalu coba lagi.")


@transaction.atomic
def accept_offer(seat, *, by):
    """Turn an offered seat into a confirmed one, while the offer stands.

    Raise `ValidationError` when it ran out or was answered.
    """
    lock(seat.session_id)
    seat = Seat.objects.get(pk=seat.pk)
    if seat.state == State.CONFIRMED:
        return seat
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
    return _release(session, seat, reason=DECLINED)


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
    seat = _release(session, seat, reason=reason)
    if was_live and not seat.participant.belongs_to(by):
        notices.released(seat)
    return seat


def confirm_bookings():
    """Confirm to people with a log-in the seats they booked for themselves. Returns how many; idempotent.

    Here and not when they press the button: thousands do in the same minute.
    """
    since = now() - CONFIRMED_WITHIN
    before = Seat.objects.filter(booked_at__lt=since).order_by("-pk").values_list("pk", flat=True).first() or 0
    own = Seat.objects.filter(pk__gt=before, booked_at__gte=since, state__in=[State.WAITING, State.CONFIRMED])
    own = own.filter(participant__user=F("booked_by"), session__starts_at__gt=now())
    unconfirmed = notices.unconfirmed(list(own.select_related("session__venue", "participant__user").order_by("pk")))
    for seat in unconfirmed:
        notices.confirm_booking(seat)
    return len(unconfirmed)


def expire_offers():
    """Release every offer whose time is over and offer the place to the next. Idempotent.

    Return how many. A refused move (`ValidationError`) ends the run.
    """
    late = Seat.objects.filter(state=State.OFFERED, offered_until__lte=now())
    return sum(_expire_offers_of(pk) for pk in set(late.values_list("session_id", flat=True)))


@transaction.atomic
def _expire_offers_of(session_id):
    session = lock(session_id)
    late = session.seats.filter(state=State.OFFERED, offered_until__lte=now()).select_related("participant__user")
    lapsed = [_release(session, seat, reason=LAPSED) for seat in late]
    for seat in lapsed:
        notices.lapsed(seat)
    return len(lapsed)


def offer_free(session, *, stands=OFFER_STANDS, without_notice=()):
    """Offer the places that are free to the first who wait, until the cut-off. The caller holds the session's lock.

    `without_notice` are ids of people whom the caller notifies. Raise `ValidationError` for a move that MOVES does not
    know.
    """
    session.refresh_from_db(fields=["seats_taken"])
    if not session.is_bookable or session.is_full:
        return []
    until = min(now() + stands, session.booking_closes_at)
    offered = list(session.seats.waiting().select_related("participant__user")[: session.seats_left])
    for seat in offered:
        seat.session = session
        move(seat, State.OFFERED, offered_until=until)
        if seat.participant_id not in without_notice:
            notices.offered(seat)
    return offered


def lock(session_id):
    """The session as it is now, held until the transaction ends."""
    return Session.objects.select_for_update(no_key=True).get(pk=session_id)


def lock_people(participant_ids):
    """Hold these people, always in the same order, until the transaction ends."""
    people = Participant.objects.select_for_update(no_key=True).filter(pk__in=participant_ids)
    return list(people.order_by("pk").values_list("pk", flat=True))


def in_the_way(session, seats):
    """Of these live seats those in this session, or in one that meets when it does."""
    contents = memory.contents({session.pk, *(seat.session_id for seat in seats)})
    here = contents[session.pk].meetings
    return [
        seat for seat in seats if seat.session_id == session.pk or overlap(here, contents[seat.session_id].meetings)
    ]


def overlap(meetings, others):
    """Return whether any of these meetings is held while one of the others is."""
    return any(one.starts_at < other.ends_at and other.starts_at < one.ends_at for one in meetings for other in others)


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


def _release(session, seat, *, reason):
    if seat.state == State.RELEASED:
        return seat
    move(seat, State.RELEASED, release_reason=reason)
    notices.left(seat)
    offer_free(session)
    return seat
