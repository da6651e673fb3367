"""What trainings shows on somebody's journey, and on the page of their mentor."""

from django.db.models import Count, Q

from okoce.clock import now
from trainings.seats import now_card
from trainings.seats.models import Seat
from trainings.seats.queries import seats_to_come
from trainings.sessions import memory

PRESENT = {"seat": Seat.objects.live()}
AHEAD = Seat.State.WAITING, Seat.State.OFFERED, Seat.State.CONFIRMED


def upcoming_seats(participant, present, *, code_of):
    """Seats and waiting numbers of sessions that are not over, that with the next meeting first.

    `code_of` draws the QR code of a sure seat: what it opens is known to a higher room.
    """
    at, seats = now(), _ahead(participant) if "seat" in present else []
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
    """Each with `next_at` and `next_end`, when its next meeting is, and `position`, its waiting number.

    A session that was moved within the last second may still be known as over; it is left out until then.
    """
    at = now()
    seats = [seat for seat in seats_to_come(participant) if seat.state in AHEAD]
    meetings = memory.contents([seat.session_id for seat in seats])
    positions = _positions([seat for seat in seats if seat.state == Seat.State.WAITING])
    ahead = []
    for seat in seats:
        if coming := next((meeting for meeting in meetings[seat.session_id].meetings if meeting.ends_at > at), None):
            seat.next_at, seat.next_end = coming.starts_at, coming.ends_at
            seat.position = positions.get(seat.session_id, 1)
            ahead.append(seat)
    return sorted(ahead, key=lambda seat: (seat.next_at, seat.pk))


def _positions(waiting):
    """{session: waiting number} of these seats of one person, as `with_positions` counts them."""
    ahead = [Q(session=seat.session_id, queue_number__lte=seat.queue_number) for seat in waiting]
    if not ahead:
        return {}
    seats = Seat.objects.filter(Q(*ahead, _connector=Q.OR), state=Seat.State.WAITING)
    return dict(seats.order_by().values_list("session").annotate(Count("pk")))
