"""What trainings shows on somebody's journey."""

from django.db.models import Q

from okoce.clock import now
from trainings.models import Seat


def upcoming_seats(participant):
    """Seats and waiting numbers of sessions that are not over."""
    seats = participant.seats.filter(state__in=[Seat.State.WAITING, Seat.State.OFFERED, Seat.State.CONFIRMED])
    seats = seats.filter(Q(session__ends_at__gt=now())).select_related("session").order_by("session__starts_at")
    return {"template": "trainings/seats/_upcoming.html", "context": {"seats": list(seats)}}
