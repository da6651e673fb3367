"""What trainings shows on somebody's journey, and on the page of their mentor."""

from django.db.models import Q

from okoce.clock import now
from trainings.models import Seat


def upcoming_seats(participant):
    """Seats and waiting numbers of sessions that are not over."""
    return {"template": "trainings/seats/_upcoming.html", "context": {"seats": _ahead(participant)}}


def seats_of_mentee(participant):
    """The same on the mentor's page, with the way to book another."""
    context = {"seats": _ahead(participant), "person": participant}
    return {"template": "trainings/mentees/_panel.html", "context": context}


def _ahead(participant):
    seats = participant.seats.filter(state__in=[Seat.State.WAITING, Seat.State.OFFERED, Seat.State.CONFIRMED])
    seats = seats.filter(Q(session__ends_at__gt=now())).select_related("session").order_by("session__starts_at")
    return list(seats)
