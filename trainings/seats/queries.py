"""How many people wait for a place in a session, and how many seats of its shares are left."""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from okoce.clock import now
from okoce.reference.memory import Memory
from trainings.seats.models import Seat, SeatShare
from trainings.seats.shares import RELEASED_BEFORE


def count_waiting(sessions):
    """Set `waiting` of each of these sessions, how many people wait for a place; one statement, none for no session."""
    if len(sessions) == 1:
        sessions[0].waiting = Seat.objects.filter(session=sessions[0].pk, state=Seat.State.WAITING).count()
        return
    waits = Seat.objects.filter(session__in=[session.pk for session in sessions], state=Seat.State.WAITING)
    counts = dict(waits.order_by().values_list("session").annotate(people=Count("pk"))) if sessions else {}
    for session in sessions:
        session.waiting = counts.get(session.pk, 0)


def mark_shared(sessions):
    """Set `is_shared` of each of these sessions, whether its seats are kept for kelurahan now; asks nothing."""
    shared, released = _shared.get(), now() + RELEASED_BEFORE
    for session in sessions:
        session.is_shared = session.pk in shared and bool(session.starts_at) and session.starts_at > released


def seats_to_come(participant):
    """Return the live seats of a person in sessions that are not over; read once for each participant read."""
    if "_seats_to_come" not in participant.__dict__:
        seats = participant.seats.live().filter(session__ends_at__gt=now())
        participant._seats_to_come = list(seats.select_related("session__venue").only(*_TO_COME))
    return participant._seats_to_come


def read_positions(seats):
    """Read `position` of those of these seats that wait; one statement, none where nobody waits."""
    waiting = [seat for seat in seats if seat.state == Seat.State.WAITING]
    if not waiting:
        return
    rows = Seat.objects.filter(pk__in=[seat.pk for seat in waiting]).with_positions()
    found = dict(rows.values_list("pk", "position"))
    for seat in waiting:
        seat.position = found[seat.pk]


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


_SHARE = "session", "kelurahan", "seats"
_TO_COME = ("participant", "state", "queue_number", "offered_until", "session__title", "session__kecamatan")
_TO_COME += ("session__ends_at", "session__venue__name")


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
    return shares_of([session]).get(session.pk, {})


def shares_of(sessions):
    """Return {session: {kelurahan: Share}} of those of these sessions that have shares, in as many statements."""
    numbers, given = [session.pk for session in sessions], defaultdict(dict)
    for session, kelurahan, seats in SeatShare.objects.filter(session__in=numbers).values_list(*_SHARE):
        given[session][kelurahan] = seats
    if not given:
        return {}
    counted = Seat.objects.filter(session__in=list(given), state__in=[*Seat.TAKEN, Seat.State.WAITING]).order_by()
    counted = counted.values_list("session", "participant__kelurahan", "state").annotate(people=Count("pk"))
    taken, waiting = defaultdict(Counter), defaultdict(Counter)
    for session, kelurahan, state, people in counted:
        counts = waiting if state == Seat.State.WAITING else taken
        counts[session][kelurahan] += people
    return {pk: _by_kelurahan(seats, taken[pk], waiting[pk]) for pk, seats in given.items()}


def _by_kelurahan(given, taken, waiting):
    codes = sorted(given.keys() | taken.keys() | waiting.keys())
    return {code: Share(given.get(code, 0), taken[code], waiting[code]) for code in codes}


def shares_in_force(session):
    """Return what `shares` says while they are kept, else {}."""
    end = released_at(session)
    return shares(session) if end and end > now() else {}


_shared = Memory(lambda: frozenset(SeatShare.objects.values_list("session", flat=True)))
