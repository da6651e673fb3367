"""The card "Sekarang" on top of a home: the one thing that comes next, with its one button, or that nothing waits."""

from enum import IntEnum
from typing import NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string


class Urgency(IntEnum):
    """What comes first. Among equals the first that was given is shown."""

    RUNNING = 1  # a session going on
    EXPIRES = 2  # an offer that lapses
    TODAY = 3
    OVERDUE = 4
    BLOCKS = 5  # others cannot go on
    TOMORROW = 6
    WAITS = 7
    LATER = 8  # nothing waits: the next date, without a button


class Fact(NamedTuple):
    icon: str
    text: str
    is_deadline: bool = False
    is_late: bool = False  # red


class Link(NamedTuple):
    label: str
    url: str


class Now(NamedTuple):
    """A sentence, at most three facts, one button and plain links. Without a button it says what comes later."""

    urgency: Urgency
    sentence: str
    facts: tuple = ()
    button: Link | None = None
    links: tuple = ()


def first(candidates, *, nothing="Tidak ada yang menunggu Anda"):
    """Return the most urgent of the candidates, of which some may be None. Where nothing waits, say so with what is
    next."""
    ordered = sorted(filter(None, candidates), key=lambda now: now.urgency)
    if ordered and ordered[0].urgency < Urgency.LATER:
        return ordered[0]
    facts = tuple(fact for now in ordered for fact in (Fact("calendar", now.sentence), *now.facts))
    return Now(Urgency.LATER, nothing, facts[:3])


def from_other_apps(request):
    """Return what other apps add to every home, by settings.NOW_SOURCES; some may be None."""
    return [import_string(name)(request) for name in settings.NOW_SOURCES]
