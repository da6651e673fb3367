"""What sessions teach and when they meet, kept in memory: each page of a session shows it.

What is returned is shared by all requests of the process: nobody may change it.
"""

from collections import defaultdict
from typing import NamedTuple

from okoce.programme import memory
from okoce.reference.memory import Memory
from trainings.sessions.models import Meeting, Session

MOST = 2000  # sessions of about two years


class Contents(NamedTuple):
    """Meetings in their order, modules in that of the programme."""

    meetings: tuple
    modules: tuple


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


def _read(numbers):
    meetings, taught = defaultdict(list), defaultdict(set)
    for meeting in Meeting.objects.filter(session__in=numbers):
        meetings[meeting.session_id].append(meeting)
    through = Session.modules.through.objects.filter(session__in=numbers)
    for session, module in through.values_list("session_id", "module_id"):
        taught[session].add(module)
    modules = memory.modules()
    return {
        pk: Contents(tuple(meetings[pk]), tuple(row for number, row in modules.items() if number in taught[pk]))
        for pk in numbers
    }


_kept = Memory(dict)
