"""What keeps somebody from a seat: another seat of theirs, or modules they have finished already."""

from collections import defaultdict
from typing import NamedTuple

from okoce.clock import now
from okoce.formats import listed
from trainings.seats.models import Seat
from trainings.seats.overlaps import overlap
from trainings.seats.states import HOLDING
from trainings.sessions import memory
from trainings.sessions.models import Session


class Obstacle(NamedTuple):
    """Why somebody gets no seat in a session.

    `seat` is one in it (`is_here`), or one that meets when it does (`is_same_hour`) or is for some of its `modules`;
    without a seat all its `modules` were finished.
    """

    seat: Seat | None = None
    is_here: bool = False
    is_same_hour: bool = False
    can_swap: bool = False
    modules: str = ""


def obstacle(session, held, learned):
    """Return the Obstacle of one person with these live seats and finished modules, None when there is none."""
    found = in_the_way(session, held)
    for seat in found:
        if seat.session_id == session.pk:
            return Obstacle(seat, is_here=True)
    for seat in found:
        return Obstacle(
            seat,
            is_same_hour=meets_with(session, seat),
            can_swap=len(found) == 1 and seat.state in HOLDING and covers(session, seat, learned),
            modules=module_words(shared_modules(session, seat)),
        )
    if modules := nothing_to_learn(session, learned):
        return Obstacle(modules=module_words(modules))
    return None


def covers(session, seat, learned):
    """Return whether a session teaches all the modules that a seat is for, to somebody who finished those `learned`."""
    contents = memory.contents({session.pk, seat.session_id})
    here, there = (contents[pk].lessons for pk in (session.pk, seat.session_id))
    return (there - learned or there) <= here


def module_words(modules):
    """Return modules by name: modul Pemasaran dan Keuangan."""
    return f"modul {listed([module.name for module in modules])}" if modules else ""


def in_the_way(session, seats):
    """Return those of these live seats that rule out a new seat in the session.

    In this session, in one that meets when it does, or in one that is not over and teaches one of its modules.
    """
    memory.contents({session.pk, *(seat.session_id for seat in seats)})  # all in one reading
    return [
        seat
        for seat in seats
        if seat.session_id == session.pk or meets_with(session, seat) or shared_modules(session, seat)
    ]


def rivals(seat, others):
    """Return those of these live seats of one person that rule this one out, which stands already."""
    found = in_the_way(seat.session, others)
    if _is_to_come(seat):
        return found
    return [other for other in found if other.session_id == seat.session_id or meets_with(seat.session, other)]


def meets_with(session, seat):
    """Return whether the session of this seat meets at an hour of the session."""
    contents = memory.contents({session.pk, seat.session_id})
    return overlap(contents[session.pk].meetings, contents[seat.session_id].meetings)


def shared_modules(session, seat):
    """Return the modules of the session that somebody is to learn by this seat already."""
    if not _is_to_come(seat):
        return []
    contents = memory.contents({session.pk, seat.session_id})
    shared = {module for _, module in contents[session.pk].lessons & contents[seat.session_id].lessons}
    return [module for module in contents[session.pk].modules if module.pk in shared]


def booked(seats):
    """Return the lessons that somebody is to learn by these live seats of theirs."""
    contents = memory.contents({seat.session_id for seat in seats})
    return frozenset().union(*(contents[seat.session_id].lessons for seat in seats if _is_to_come(seat)))


def finished(people):
    """Return {participant: lessons they finished}: by the sessions they attended enough of."""
    attended = Seat.objects.filter(participant__in=people, state=Seat.State.ATTENDED)
    attended = attended.exclude(session__state=Session.State.CANCELLED).order_by()
    attended = list(attended.values_list("participant", "session"))
    contents, found = memory.contents({session for _, session in attended}), defaultdict(set)
    for person, session in attended:
        found[person] |= contents[session].lessons
    return found


def finished_by(seats):
    """Return the same by all live seats of some people, each read with its session."""
    attended = [seat for seat in seats if seat.state == Seat.State.ATTENDED]
    attended = [seat for seat in attended if seat.session.state != Session.State.CANCELLED]
    contents, found = memory.contents({seat.session_id for seat in attended}), defaultdict(set)
    for seat in attended:
        found[seat.participant_id] |= contents[seat.session_id].lessons
    return found


def nothing_to_learn(session, learned):
    """Return the modules of the session when all its lessons are among those `learned`, else none."""
    held = memory.contents({session.pk})[session.pk]
    return held.modules if held.lessons <= learned else ()


def _is_to_come(seat):
    """Whether this seat may still bring its person the modules of the session."""
    at, meetings = now(), memory.contents({seat.session_id})[seat.session_id].meetings
    return seat.state in HOLDING and any(meeting.ends_at > at for meeting in meetings)
