"""How many people wait for a place in a session, and how many seats of its shares are left."""

from typing import NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from okoce.clock import now
from trainings.seats.models import Seat, SeatShare
from trainings.seats.shares import RELEASED_BEFORE


def with_waiting(sessions):
    """Return these sessions, each with `waiting`, how many people wait for a place."""
    # Not a join: a page of twelve must not count the seats of all sessions.
    seats = Seat.objects.filter(session=OuterRef("pk"), state=Seat.State.WAITING)
    people = seats.order_by().values("session").annotate(people=Count("pk")).values("people")
    return sessions.annotate(waiting=Coalesce(Subquery(people), 0))


def with_shares(sessions):
    """Return these sessions, each with `is_shared`, whether its seats are kept for kelurahan now."""
    return sessions.annotate(is_shared=Case(When(_is_shared(), then=True), default=False))


def _is_shared():
    shares = SeatShare.objects.filter(session=OuterRef("pk"))
    return Q(Exists(shares), starts_at__gt=now() + RELEASED_BEFORE)


def with_place_for(sessions, kelurahan):
    """Return these sessions, each with `has_place`, whether the next who books from a kelurahan gets a certain seat."""
    shares = SeatShare.objects.filter(session=OuterRef("pk"))
    waits = Seat.objects.filter(session=OuterRef("pk"), state=Seat.State.WAITING)
    taken = Seat.objects.taken().filter(session=OuterRef("pk"), participant__kelurahan=kelurahan).order_by()
    taken = taken.values("session").annotate(people=Count("pk")).values("people")
    sessions = sessions.alias(
        share=Coalesce(Subquery(shares.filter(kelurahan=kelurahan).values("seats")), 0),
        of_kelurahan=Coalesce(Subquery(taken), 0),
    )
    has_share = ~Exists(waits.filter(participant__kelurahan=kelurahan)) & Q(share__gt=F("of_kelurahan"))
    gives = (~_is_shared() & ~Exists(waits)) | (_is_shared() & has_share)
    has_place = Q(gives, seats_taken__lt=F("capacity"))
    return sessions.annotate(has_place=Case(When(has_place, then=True), default=False))


class Share(NamedTuple):
    """The seats of one kelurahan in a session: all of them, those taken, and its people who wait."""

    seats: int = 0
    taken: int = 0
    waiting: int = 0

    @property
    def left(self):
        return max(0, self.seats - self.taken)

    @property
    def gives_a_place(self):
        """Whether the next who books gets a certain seat, if the session has one."""
        return bool(self.left) and not self.waiting


def released_at(session):
    """Return when the shares of a session end, None without a start."""
    return session.starts_at and session.starts_at - RELEASED_BEFORE


def shares(session):
    """Return {kelurahan: Share} of a session, also once they were released; two statements, one without shares.

    People from elsewhere are counted at their kelurahan, with a share of no seats.
    """
    given = dict(SeatShare.objects.filter(session=session).values_list("kelurahan", "seats"))
    if not given:
        return {}
    counted = Seat.objects.filter(session=session, state__in=[*Seat.TAKEN, Seat.State.WAITING]).order_by()
    counted = counted.values_list("participant__kelurahan", "state").annotate(people=Count("pk"))
    taken, waiting = {}, {}
    for kelurahan, state, people in counted:
        counts = waiting if state == Seat.State.WAITING else taken
        counts[kelurahan] = counts.get(kelurahan, 0) + people
    codes = given.keys() | taken.keys() | waiting.keys()
    return {code: Share(given.get(code, 0), taken.get(code, 0), waiting.get(code, 0)) for code in sorted(codes)}


def shares_in_force(session):
    """Return what `shares` says while they are kept, else {}."""
    end = released_at(session)
    return shares(session) if end and end > now() else {}
