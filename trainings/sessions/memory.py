"""What sessions teach and when they meet, kept in memory: each page of a session shows it.

What is returned is shared by all requests of the process: nobody may change it.
"""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from okoce.clock import day_starts_at, today
from okoce.programme import memory
from okoce.reference.memory import Memory
from trainings.sessions.models import Meeting, Session
from trainings.sessions.states import TrainingKind

MOST = 2000  # sessions of about two years


class Contents(NamedTuple):
    """Meetings in their order, modules in that of the programme.

    `lessons` are what somebody learns, each once: (None, module) of the year's modules, (training, module) of a
    commodity, since all commodities share one module. `times` and `module_names` are both in words, for cards.
    """

    meetings: tuple
    modules: tuple
    lessons: frozenset = frozenset()
    times: tuple = ()
    module_names: str = ""


class Hosted(NamedTuple):
    """A published session that is not over, by what seldom changes."""

    pk: int
    kecamatan_id: str
    starts_at: datetime
    ends_at: datetime
    booking_closes_at: datetime | None


def contents(numbers):
    """{id of a session: Contents} for these ids; two statements for those that were not read before."""
    kept = _kept.get()
    found = {pk: kept.get(pk) for pk in numbers}
    unread = [pk for pk, known in found.items() if known is None]
    if unread:
        read = _read(unread)
        if len(kept) + len(read) > MOST:
            kept.clear()
        kept |= read
        found |= read
    return found


def not_ended(area):
    """Return [Hosted] of published sessions that an area hosts and that end today or later, by start.

    Which sessions these are changes seldom; how many seats they have left is asked of the database.
    """
    kept = _hosted.get()
    if area not in kept:
        sessions = Session.objects.published().filter(area.on("kecamatan"), ends_at__gte=day_starts_at(today()))
        rows = sessions.order_by("starts_at", "id").values_list(*Hosted._fields)
        kept[area] = [Hosted(*row) for row in rows]
    return kept[area]


def _read(numbers):
    meetings, taught, lessons = defaultdict(list), defaultdict(set), defaultdict(set)
    for meeting in Meeting.objects.filter(session__in=numbers):
        meetings[meeting.session_id].append(meeting)
    through = Session.modules.through.objects.filter(session__in=numbers)
    columns = ("session_id", "module_id", "session__training_id", "session__training__kind")
    for session, module, training, kind in through.values_list(*columns):
        taught[session].add(module)
        lessons[session].add(lesson(module, training, kind))
    modules = memory.modules()
    return {
        pk: _contents(meetings[pk], [row for number, row in modules.items() if number in taught[pk]], lessons[pk])
        for pk in numbers
    }


def _contents(meetings, modules, lessons):
    return Contents(
        tuple(meetings),
        tuple(modules),
        frozenset(lessons),
        tuple(map(str, meetings)),
        " · ".join(module.name for module in modules),
    )


def lesson(module, training=None, kind=None):
    """Return what a session of a training, or of none, teaches by a module; all three as keys."""
    return training if kind == TrainingKind.HARD else None, module


_kept = Memory(dict)
_hosted = Memory(dict)
