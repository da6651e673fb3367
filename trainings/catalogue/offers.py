"""The sessions that fit one person, read with what they miss, when they can come and what they hold already."""

from okoce.accounts.areas import Area
from okoce.clock import now
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
SHOWN = "kecamatan_id", "starts_at", "seats_taken", "capacity", "booking_closes_at", "state", "title", "venue__name"
LOOKED_AT = 80  # sessions of home and its neighbours


def for_person(person, *, most=MOST):
    """Return sessions for somebody, each with `waiting`, `is_shared` and `has_place`.

    Those with a place for the person come first, then those of their own kecamatan, then the earliest. None for who
    misses no module. A registration that waits and holds its one seat already gets none.
    """
    return for_missing(person, missing([person])[person.pk], held=list(person.seats.live()), most=most)


def for_missing(person, missing, *, held, most=MOST):
    """Return the same for somebody who misses these lessons and holds these live seats."""
    if not missing:
        return None
    if person.is_waiting and any(seat.state != Seat.State.ABSENT for seat in held):
        return []
    hosted = _near(person.kecamatan_id)
    contents = memory.contents({row.pk for row in hosted} | {seat.session_id for seat in held})
    booked = obstacles.booked(held)
    busy = tuple(meeting for seat in held for meeting in contents[seat.session_id].meetings)
    wish = Wish(person.kecamatan_id, person.availability, missing - booked, busy, booked)
    fit = fitting(wish, hosted, contents, most=LOOKED_AT)
    return _with_places_first([row.pk for row in fit], person.kelurahan_id, most)


def _with_places_first(numbers, kelurahan, most):
    """The first of these sessions that have a place for somebody of a kelurahan, then those where one waits.

    Read some at a time, until there are enough with a place.
    """
    with_place, full = [], []
    for start in range(0, len(numbers), 2 * most):
        sessions = _read(numbers[start : start + 2 * most])
        _mark_places(sessions, kelurahan)
        for session in sessions:
            (with_place if session.has_place else full).append(session)
        if len(with_place) >= most:
            break
    return [*with_place, *full][:most]


def _read(numbers):
    """Those of these sessions that can still be booked, in this order."""
    rows = Session.objects.bookable().filter(pk__in=numbers).select_related("venue").only(*SHOWN)
    found = {session.pk: session for session in rows.order_by()}
    return [found[pk] for pk in numbers if pk in found]


def _mark_places(sessions, kelurahan):
    """Set `waiting`, `is_shared` and `has_place` of each: whether the next of a kelurahan gets a certain seat."""
    count_waiting(sessions)
    mark_shared(sessions)
    shared = [session for session in sessions if session.is_shared]
    shares = shares_of(shared) if shared else {}
    for session in sessions:
        kept = shares.get(session.pk, {})
        session.has_place = not next_waits(session, kelurahan, kept, waiting=session.waiting)


def missing(people):
    """Return {person: lessons of the required modules that they have not completed}; one statement."""
    facts = journeys.collect([person.pk for person in people], stage=Stage.TRAINING)
    return {person.pk: _missing(person, facts[person.pk]) for person in people}


def _missing(person, facts):
    policy = journeys.policy_of(programme.year_of(person.programme_year_id))
    codes = set(policy.modules) - stages.modules_completed(facts, policy).keys()
    return frozenset(memory.lesson(pk) for pk, module in programme.modules().items() if module.code in codes)


def _near(kecamatan):
    """Sessions of a kecamatan and its neighbours that can be booked, the earliest first; from memory."""
    at = now()
    hosted = memory.not_ended(Area(frozenset({kecamatan, *near(kecamatan)})))
    return [row for row in hosted if row.starts_at > at and row.booking_closes_at and row.booking_closes_at > at][
        :LOOKED_AT
    ]
