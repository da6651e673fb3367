"""What trainings shows on somebody's journey, and on the page of their mentor."""

from django.db.models import OuterRef, Subquery

from okoce.clock import now
from trainings.seats import now_card
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting


def upcoming_seats(participant, *, code_of):
    """Seats and waiting numbers of sessions that are not over, that with the next meeting first.

    `code_of` draws the QR code of a sure seat: what it opens is known to a higher room.
    """
    at, seats = now(), _ahead(participant)
    ticket = next((seat for seat in seats if seat.state == Seat.State.CONFIRMED), None)
    context = {
        "ticket": ticket,
        "qr": code_of(ticket) if ticket else "",
        "seats": [seat for seat in seats if seat != ticket],
        "person": participant,
    }
    return {
        "template": "trainings/seats/_upcoming.html",
        "context": context,
        "now": now_card.of_seats(seats, at),
    }


def seats_of_mentee(participant):
    """The same on the mentor's page, with the way to book another."""
    context = {"seats": _ahead(participant), "person": participant}
    return {"template": "trainings/seats/mentees/_panel.html", "context": context}


def _ahead(participant):
    coming = Meeting.objects.filter(session=OuterRef("session"), ends_at__gt=now()).order_by("starts_at")
    seats = participant.seats.filter(state__in=[Seat.State.WAITING, Seat.State.OFFERED, Seat.State.CONFIRMED])
    next_at, next_end = (Subquery(coming.values(name)[:1]) for name in ("starts_at", "ends_at"))
    seats = seats.annotate(next_at=next_at, next_end=next_end).with_positions()
    return list(seats.filter(next_at__isnull=False).select_related("session__venue").order_by("next_at", "pk"))
