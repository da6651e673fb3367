"""Which sessions suit somebody: by the modules they miss, their hours, and what they hold already. Pure."""

from dataclasses import dataclass

from participants.cleaning import availability
from trainings.seats.overlaps import overlap

MOST = 3  # sessions named to one person


@dataclass(frozen=True)
class Wish:
    """What a session is chosen by. `free` 0: the hours were never asked.

    `missing` are lessons (`memory.Contents`). `busy` are meetings and `held` lessons of the seats that one keeps; a
    session that `is_whole` teaches all of `missing`, else one of them is enough.
    """

    kecamatan: str
    free: int
    missing: frozenset
    busy: tuple = ()
    held: frozenset = frozenset()
    is_whole: bool = False


def fitting(wish, candidates, contents, *, most=MOST):
    """Return up to `most` of these sessions, those of one's own kecamatan first, then the earliest.

    Each teaches what is missing and nothing that is booked already, meets only when one is free, and at no hour that
    is taken.
    """
    found = [session for session in candidates if _fits(wish, contents[session.pk])]
    found.sort(key=lambda row: (row.kecamatan_id != wish.kecamatan, row.starts_at, row.pk))
    return found[:most]


def _fits(wish, held):
    taught = held.lessons
    if not (wish.missing <= taught if wish.is_whole else wish.missing & taught):
        return False
    if taught & wish.held:
        return False
    touched = 0
    for meeting in held.meetings:
        touched |= availability.parts_of(meeting.starts_at, meeting.ends_at)
    is_free = not (wish.free and touched & ~wish.free)
    return bool(held.meetings) and is_free and not overlap(held.meetings, wish.busy)
