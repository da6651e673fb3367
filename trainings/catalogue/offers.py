"""The sessions that fit one person, read with what they miss, when they can come and what they hold already."""

from okoce.programme import memory as programme
from okoce.programme.stages import Stage
from okoce.regions.neighbours import near
from participants.journey import stages
from participants.journey.actions import journeys
from trainings.seats import obstacles
from trainings.seats.fitting import Wish, fitting
from trainings.seats.models import Seat
from trainings.seats.queries import count_waiting, mark_shared, shares_of
from trainings.seats.share_words import next_waits
from trainings.sessions import memory
from trainings.sessions.models import Session

MOST = 6
SHOWN = "kecamatan_id", "starts_at", "seats_taken", "capacity"
READ = 80  # sessions of home and its neighbours that are looked at


def for_person(person, *, most=MOST):
    """Return sessions for somebody, each with `waiting`, `is_shared` and `has_place`.

    Those with a place for the person come first, then those of their own kecamatan, then the earliest. None for who
    misses no module. A registration that waits and holds its one seat already gets none.
    """
    missing = _missing(person)
    if not missing:
        return None
    held = list(person.seats.live())
    if person.is_waiting and any(seat.state != Seat.State.ABSENT for seat in held):
        return []
    sessions = _near(person)
    contents = memory.contents({session.pk for session in sessions} | {seat.session_id for seat in held})
    booked = obstacles.booked(held)
    busy = tuple(meeting for seat in held for meeting in contents[seat.session_id].meetings)
    wish = Wish(person.kecamatan_id, person.availability, missing - booked, busy, booked)
    found = fitting(wish, sessions, contents, most=READ)
    _mark_places(found, person.kelurahan_id)
    return sorted(found, key=_waits)[:most]


def _mark_places(sessions, kelurahan):
    """Set `waiting`, `is_shared` and `has_place` of each: whether the next of a kelurahan gets a certain seat."""
    count_waiting(sessions)
    mark_shared(sessions)
    shared = [session for session in sessions if session.is_shared]
    shares = shares_of(shared) if shared else {}
    for session in sessions:
        kept = shares.get(session.pk, {})
        session.has_place = not next_waits(session, kelurahan, kept, waiting=session.waiting)


def _waits(session):
    return not session.has_place


def _missing(person):
    """Lessons of the required modules that the person has not completed."""
    policy = journeys.policy_of(programme.year_of(person.programme_year_id))
    facts = journeys.collect([person.pk], stage=Stage.TRAINING)[person.pk]
    codes = set(policy.modules) - stages.modules_completed(facts, policy).keys()
    return frozenset(memory.lesson(pk) for pk, module in programme.modules().items() if module.code in codes)


def _near(person):
    """Sessions of home and its neighbours that can be booked, the earliest first."""
    coming = Session.objects.bookable().filter(kecamatan__in={person.kecamatan_id, *near(person.kecamatan_id)})
    coming = coming.select_related("venue").only(*SHOWN, "booking_closes_at", "state", "title", "venue__name")
    return list(coming.order_by("starts_at", "pk")[:READ])
