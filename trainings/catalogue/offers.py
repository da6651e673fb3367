"""The sessions that fit one person, read with what they miss, when they can come and what they hold already."""

from okoce.programme import memory as programme
from okoce.regions.neighbours import near
from participants.journey import stages
from participants.journey.actions import journeys
from trainings.catalogue import fitting
from trainings.seats.models import Seat
from trainings.seats.queries import with_shares, with_waiting
from trainings.sessions import memory
from trainings.sessions.models import Session

READ = 80  # sessions of home and its neighbours that are looked at


def for_person(person, *, most=fitting.MOST):
    """Return sessions for somebody, the best first, each with `waiting`, in three statements.

    None for who misses no module. A registration that waits and holds its one seat already gets none.
    """
    missing = _missing(person)
    if not missing:
        return None
    held = list(person.seats.live().select_related("session"))
    if person.is_waiting and any(seat.state != Seat.State.ABSENT for seat in held):
        return []
    around = near(person.kecamatan_id)
    coming = Session.objects.bookable().filter(kecamatan__in={person.kecamatan_id, *around})
    coming = with_shares(with_waiting(coming.select_related("venue"))).order_by("starts_at", "pk")
    sessions = {session.pk: session for session in coming[:READ]}
    contents = memory.contents({*sessions, *(seat.session_id for seat in held)})
    seated = _seated(held, contents)
    wish = fitting.Wish(
        home=person.kecamatan_id,
        near=around,
        free=person.availability,
        missing=missing - seated,
        seated=seated,
        busy=tuple(meeting for seat in held for meeting in contents[seat.session_id].meetings),
    )
    choices = [_choice(session, contents[pk]) for pk, session in sessions.items()]
    return [sessions[pk] for pk in fitting.best(choices, wish, most=most)]


def _missing(person):
    """Codes of the required modules that the person has not completed."""
    policy = journeys.policy_of(programme.year_of(person.programme_year_id))
    facts = journeys.collect([person.pk])[person.pk]
    return frozenset(policy.modules) - stages.modules_completed(facts, policy).keys()


def _seated(held, contents):
    """Codes of the modules for which a seat or a waiting number stands."""
    stands = (Seat.State.WAITING, Seat.State.OFFERED, Seat.State.CONFIRMED)
    numbers = [seat.session_id for seat in held if seat.state in stands and not seat.session.has_ended]
    return frozenset(module.code for pk in numbers for module in contents[pk].modules)


def _choice(session, contents):
    return fitting.Choice(
        session.pk,
        session.kecamatan_id,
        session.starts_at,
        contents.meetings,
        frozenset(module.code for module in contents.modules),
        session.is_full or bool(session.waiting),
    )
