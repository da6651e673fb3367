"""Which sessions somebody could take instead of one that was cancelled: by their hours and the modules they miss."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F

from participants.cleaning import availability
from trainings.seats.actions.seats import overlap
from trainings.seats.models import Seat
from trainings.sessions import memory
from trainings.sessions.models import Session

MOST = 3  # sessions named to one person
LOOKED_AT = 200  # sessions of a kota that come next


@dataclass(frozen=True)
class Wish:
    """What a session is chosen by. `free` 0: the hours were never asked. `busy`: meetings that one already holds."""

    kecamatan: str
    free: int
    missing: frozenset
    busy: tuple = ()


def fitting(wish, candidates, contents):
    """Return up to MOST of these sessions, those of one's own kecamatan first, then the earliest. Pure.

    Each teaches a module that is missing, meets only when one is free, and at no hour that is taken already.
    """
    found = [session for session in candidates if _fits(wish, contents[session.pk])]
    found.sort(key=lambda session: (session.kecamatan_id != wish.kecamatan, session.starts_at, session.pk))
    return found[:MOST]


def _fits(wish, held):
    if not wish.missing & {module.pk for module in held.modules}:
        return False
    touched = 0
    for meeting in held.meetings:
        touched |= availability.parts_of(meeting.starts_at, meeting.ends_at)
    if wish.free and touched & ~wish.free:
        return False
    return bool(held.meetings) and not overlap(held.meetings, wish.busy)


def proposed(session, leaving, *, held=()):
    """Return {participant: sessions that fit} for the people of these seats of a session that is cancelled.

    `held` are the ids of sessions in which a place is kept for them anyway. Five statements, however many people.
    """
    candidates = Session.objects.bookable().filter(kecamatan__parent=session.kecamatan.parent_id)
    candidates = candidates.filter(seats_taken__lt=F("capacity")).exclude(pk__in=[session.pk, *held])
    candidates = list(candidates.select_related("venue").order_by("starts_at", "pk")[:LOOKED_AT])
    people = [seat.participant_id for seat in leaving]
    staying = Seat.objects.live().filter(participant__in=people).exclude(pk__in=[seat.pk for seat in leaving])
    staying = staying.exclude(session__in=held)
    staying = list(staying.values_list("participant", "session", "state"))
    numbers = {session.pk, *(each.pk for each in candidates), *(number for _, number, _ in staying)}
    contents, taught, busy, sure = memory.contents(numbers), _taught(people), defaultdict(tuple), defaultdict(set)
    for person, number, state in staying:
        busy[person] += contents[number].meetings
        if state in Seat.TAKEN:
            sure[person] |= {module.pk for module in contents[number].modules}
    wanted = {module.pk for module in contents[session.pk].modules}
    return {
        seat.participant_id: fitting(
            Wish(
                seat.participant.kecamatan_id,
                seat.participant.availability,
                frozenset(wanted - taught[seat.participant_id] - sure[seat.participant_id]),
                busy[seat.participant_id],
            ),
            candidates,
            contents,
        )
        for seat in leaving
    }


def _taught(people):
    """{person: modules of the sessions they attended}."""
    found = defaultdict(set)
    attended = Seat.objects.filter(participant__in=people, state=Seat.State.ATTENDED)
    for person, module in attended.values_list("participant", "session__modules"):
        found[person].add(module)
    return found
