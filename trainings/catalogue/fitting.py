"""Which sessions fit somebody, the best first: pure."""

from datetime import datetime
from typing import NamedTuple

from trainings.seats.fitting import can_come

MOST = 6


class Choice(NamedTuple):
    """A session as the choice sees it; `meetings` have a start and an end, `modules` are codes."""

    pk: int
    kecamatan: str
    starts_at: datetime
    meetings: tuple
    modules: frozenset
    is_full: bool


class Wish(NamedTuple):
    """`near`: kecamatan around home. `free` 0: the hours were not asked. `missing`: modules without a seat.

    `seated` are modules with one, and `busy` the meetings of the seats that are held.
    """

    home: str
    near: frozenset
    free: int
    missing: frozenset
    seated: frozenset = frozenset()
    busy: tuple = ()


def best(choices, wish, *, most=MOST):
    """Return up to `most` ids of sessions that fit: free before full, home before its neighbours, then the earliest."""
    fitting = [choice for choice in choices if fits(choice, wish)]
    fitting.sort(key=lambda choice: (choice.is_full, choice.kecamatan != wish.home, choice.starts_at, choice.pk))
    return [choice.pk for choice in fitting[:most]]


def fits(choice, wish):
    """Return whether a session is near, teaches what is missing and nothing seated, and meets when one is free."""
    if choice.kecamatan != wish.home and choice.kecamatan not in wish.near:
        return False
    if not choice.modules & wish.missing or choice.modules & wish.seated:
        return False
    return can_come(choice.meetings, free=wish.free, busy=wish.busy)
