"""What keeps a session from being opened for booking."""

from itertools import pairwise

from django.core.exceptions import ValidationError

from okoce.clock import now
from trainings.planning import sense
from trainings.sessions.models import Session

CANCELLED = "Sesi yang sudah dibatalkan tidak dapat dibuka lagi. Buat sesi baru."
NO_MEETING = "Isi paling sedikit satu pertemuan sebelum sesi dibuka."
BEGUN = "Pertemuan pertama sudah lewat. Ubah waktunya sebelum sesi dibuka."
NO_MODULE = "Pilih modul yang diajarkan sebelum sesi dibuka."


def obstacles(session, meetings, modules):
    """Return the sentences that keep a session from being opened: none when it says what, where and when.

    `meetings` in their order and `modules` are what it has now. Its venue and its programme year are read.
    """
    if session.state == Session.State.CANCELLED:
        return [CANCELLED]
    found = [*_of_times(session, meetings)]
    if not modules:
        found.append(NO_MODULE)
    return found + sense.of_capacity(session.capacity, session.venue.capacity, session.venue.name)


def _of_times(session, meetings):
    if not meetings:
        return [NO_MEETING]
    if meetings[0].starts_at <= now():
        return [BEGUN]
    found = []
    for meeting in meetings:
        found += _outside(session, meeting) or [sense.too_long(meeting.starts_at, meeting.ends_at)]
    found += [sense.overlap(one, other) for one, other in pairwise((m.starts_at, m.ends_at) for m in meetings)]
    return [*dict.fromkeys(filter(None, found))]


def _outside(session, meeting):
    meeting.session = session
    try:
        meeting.clean()
    except ValidationError as refused:
        return refused.messages
    return []
