"""Calendar entries of seats: one a meeting, each newer after every change of its session, times or seat."""

from collections import Counter
from datetime import timedelta

from django.db.models import Count, Q

from okoce.clock import now
from okoce.regions import places
from trainings.seats.models import Seat
from trainings.sessions import memory
from trainings.sessions.models import Meeting, Session
from trainings.tickets.calendars import CANCELLED, CONFIRMED, TENTATIVE, Entry

KEPT = timedelta(days=60)  # how long a meeting that is over stays in the feed
MOST = 200
# A seat only goes forward through these, so each step makes the entry newer.
STEPS = {Seat.State.WAITING: 0, Seat.State.OFFERED: 1, Seat.State.RELEASED: 3}
SURE = 2
WORDS = {CANCELLED: "Batal: ", TENTATIVE: "Menunggu: ", CONFIRMED: ""}


def of_seats(seats, *, with_names=False):
    """Return the entries of seats read with session, venue and, for `with_names`, person: then whose seat it is."""
    numbers = {seat.session_id for seat in seats}
    contents, changes = memory.contents(numbers), changes_of(numbers)
    return [
        _entry(seat, meeting, changes[seat.session_id], with_name=with_names)
        for seat in seats
        for meeting in contents[seat.session_id].meetings
    ]


def of_feed(user):
    """Return the entries of everybody of an account; the first name stands there only where they are several."""
    seats = Seat.objects.owned_by(user).filter(session__ends_at__gte=now() - KEPT)
    stands = ~Q(state=Seat.State.RELEASED) | Q(session__state=Session.State.CANCELLED)
    seats = seats.filter(stands).select_related("session__venue", "participant")
    seats = list(seats.order_by("-session__starts_at", "-pk")[:MOST])
    return of_seats(seats, with_names=len({seat.participant_id for seat in seats}) > 1)


def changes_of(sessions):
    """Return {session: how often it and its meetings were written}, from their history."""
    counted = Counter()
    for rows, key in ((Session.history.filter(id__in=sessions), "id"), (_meetings(sessions), "session_id")):
        for number, changes in rows.order_by().values_list(key).annotate(Count("history_id")):
            counted[number] += changes
    return counted


def _meetings(sessions):
    return Meeting.history.filter(session__in=sessions)


def _entry(seat, meeting, changes, *, with_name):
    session, status = seat.session, status_of(seat)
    whose = f" ({seat.participant.name.split()[0]})" if with_name else ""
    return Entry(
        uid=f"kursi-{seat.pk}-{meeting.pk}@portal-okoce",
        sequence=changes + STEPS.get(seat.state, SURE),
        status=status,
        summary=f"{WORDS[status]}{session.title}{whose}",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        location=f"{session.place_in_words}, {places.named(session.kecamatan_id)}",
        changed_at=seat.changed_at,
    )


def status_of(seat):
    """Return the STATUS of a seat's entries."""
    if seat.state == Seat.State.RELEASED or seat.session.state == Session.State.CANCELLED:
        return CANCELLED
    return TENTATIVE if seat.state in (Seat.State.WAITING, Seat.State.OFFERED) else CONFIRMED
