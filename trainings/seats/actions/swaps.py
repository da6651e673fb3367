"""A seat changed for one in another session in one step: the old one is released only when there is a new one."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.reference import memory as reference
from trainings.seats import obstacles, queries
from trainings.seats.actions import notices, refused, seats
from trainings.seats.models import Seat
from trainings.seats.share_words import why_waiting
from trainings.seats.states import HOLDING
from trainings.sessions.models import Session

State = Seat.State
SWAPPED = "Pindah ke sesi “{title}”"
KEPT = "Kursi lama Anda tetap."


@transaction.atomic
def swap(seat, session, *, by):
    """Change a seat for a certain one in a session that teaches all the modules it is for. Returns the new seat.

    Raise `ValidationError` when that session has no place, or does not suit; the old seat is then untouched.
    """
    return _change(seat, session, by=by, wants_modules=True)


@transaction.atomic
def replace(seat, session, *, by):
    """Book a session instead of a cancelled one, giving up in the same step the place that was held for the person.

    `seat` is the one that was released with its session. Returns the new seat; raises `ValidationError` as `swap` and
    `book` do.
    """
    if not seat.was_cancelled_with_session:
        raise ValidationError("Sesi kursi ini tidak dibatalkan. Pesan sesi lain di jadwal pelatihan.")
    reference.look_again()
    held = place_held(seat)
    if held is None or held.session_id == session.pk:
        return seats.book(session, seat.participant, by=by)
    return _change(held, session, by=by, wants_modules=False)


def place_held(seat):
    """Return the seat that the person of a cancelled session has for its modules in another, None without one."""
    live = Seat.objects.filter(participant=seat.participant_id, state__in=HOLDING).order_by("pk")
    for other in live.select_related("session__venue").with_positions():
        if obstacles.shared_modules(seat.session, other):
            return other
    return None


def _change(seat, session, *, by, wants_modules):
    """Both sessions are locked in one order, so that two who change places never wait for each other; then the person.

    The old seat goes first, since both cannot stand together; what is refused afterwards undoes that.
    """
    locked = Session.objects.select_for_update(no_key=True).order_by("pk").in_bulk({seat.session_id, session.pk})
    seats.lock_people([seat.participant_id])
    reference.look_again()
    seat = Seat.objects.select_related("participant__user", "session__venue").get(pk=seat.pk)
    _refuse(seat, locked[session.pk], wants_modules=wants_modules)
    with transaction.atomic():
        seats.move(seat, State.RELEASED, release_reason=SWAPPED.format(title=session.title)[:200])
        new = _take(seat, locked[session.pk], by=by)
    seats.offer_free(locked[seat.session_id])
    notices.left(seat)
    if not seat.participant.belongs_to(by):  # who presses the button reads the answer on the page
        notices.swapped(seat, new)
    return new


def _refuse(seat, session, *, wants_modules):
    if seat.session_id == session.pk:
        raise ValidationError(f"Kursi ini sudah di sesi itu. {KEPT}")
    if not seat.may_be_swapped:
        raise ValidationError("Kursi ini tidak dapat dipindahkan lagi. Pilih sesi lain di jadwal pelatihan.")
    learned = obstacles.finished([seat.participant_id])[seat.participant_id]
    if wants_modules and not obstacles.covers(session, seat, learned):
        raise ValidationError(f"Sesi itu tidak mengajarkan semua modul kursi ini. Pilih sesi lain. {KEPT}")


def _take(seat, session, *, by):
    """The new seat, certain; the caller undoes the release of the old one when this refuses."""
    number = seats.take(session.pk, seat.participant_id, by=by)
    if number is None:
        _refuse_because(session, seat.participant)
    new = Seat.objects.select_related("session__venue", "participant__user").get(pk=number)
    if new.state == State.WAITING:
        why = why_waiting(session, seat.participant.kelurahan_id, queries.shares_in_force(session))
        raise ValidationError(f"{why or 'Sesi itu sudah penuh.'} Pilih sesi lain. {KEPT}")
    return new


def _refuse_because(session, participant):
    """Say why the statement gave no seat. One that stands in the session already is no new one either."""
    try:
        refused.held_already(session.pk, participant)
    except ValidationError as refusal:
        raise ValidationError(f"{' '.join(refusal.messages)} {KEPT}") from refusal
    raise ValidationError(f"{participant.name} sudah punya kursi di sesi itu. {KEPT}")
