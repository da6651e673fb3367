"""How many people wait for a place in a session."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from trainings.seats.models import Seat


def with_waiting(sessions):
    """Return these sessions, each with `waiting`, how many people wait for a place."""
    # Not a join: a page of twelve must not count the seats of all sessions.
    seats = Seat.objects.filter(session=OuterRef("pk"), state=Seat.State.WAITING)
    people = seats.order_by().values("session").annotate(people=Count("pk")).values("people")
    return sessions.annotate(waiting=Coalesce(Subquery(people), 0))
