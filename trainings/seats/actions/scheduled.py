"""What happens to seats by the clock: bookings confirmed, offers ended, shares released. Each may run again."""

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from okoce.clock import now
from trainings.seats.actions import notices, seats
from trainings.seats.models import Seat, SeatShare
from trainings.seats.shares import RELEASED_BEFORE
from trainings.sessions.models import Session

State = Seat.State


def confirm_bookings():
    """Confirm to people with a log-in the seats they booked for themselves. Returns how many; idempotent.

    Here and not when they press the button: thousands do in the same minute.
    """
    since = now() - seats.CONFIRMED_WITHIN
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
    session = seats.lock(session_id)
    late = session.seats.filter(state=State.OFFERED, offered_until__lte=now()).select_related("participant__user")
    lapsed = [seats.release(session, seat, reason=seats.LAPSED) for seat in late]
    for seat in lapsed:
        notices.lapsed(seat)
    return len(lapsed)


def release_shares():
    """Offer what is free, by number, in sessions whose shares have ended by the clock. Returns how many; idempotent."""
    instant = now()
    shared = SeatShare.objects.filter(session=OuterRef("pk"))
    waits = Seat.objects.filter(session=OuterRef("pk"), state=State.WAITING)
    due = Session.objects.bookable().filter(starts_at__gt=instant, starts_at__lte=instant + RELEASED_BEFORE)
    due = due.filter(Exists(shared), Exists(waits), seats_taken__lt=F("capacity"))
    return sum(_offer_free(pk) for pk in due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _offer_free(session_id):
    return len(seats.offer_free(seats.lock(session_id)))
