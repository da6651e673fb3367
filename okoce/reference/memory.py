"""Reference data (places, business classes, years with their rules): read once a process, anew after a change.

Every write of a watched model changes the token of `ReferenceState` in its own transaction. A process compares it when
a request first needs something kept, at most once a second; a job, and an action that judges people by the rules of a
year, asks in any case (`look_again`). A process sees its own writes at once.
"""

import threading
import time

from django.db import connection, models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save

from okoce.reference.models import ReferenceState

GRACE_SECONDS = 1.0
_thread = threading.local()  # .token: what this request or job has seen; nothing before it asked
_last = (None, 0.0)  # the token this process has seen, and when


class Memory:
    """What `read()` returns, kept while no reference data change. Nobody may change what is kept."""

    def __init__(self, read):
        self._read, self._kept = read, None

    def get(self):
        token = _token()
        kept = self._kept
        if kept is None or kept[0] != token:
            kept = self._kept = token, self._read()  # as a whole: another thread sees the old or the new
        return kept[1]


class ReferenceQuerySet(models.QuerySet):
    """Bulk writes send no signals; so they say themselves that something changed."""

    def update(self, **values):
        rows = super().update(**values)
        changed()
        return rows

    update.alters_data = True

    def bulk_create(self, *args, **options):
        made = super().bulk_create(*args, **options)
        changed()
        return made

    bulk_create.alters_data = True


def watch(*watched):
    """Called from AppConfig.ready: what is kept of these models is read anew after each write."""
    for model in watched:
        for name, signal in (("save", post_save), ("delete", post_delete), ("many", m2m_changed)):
            signal.connect(changed, sender=model, dispatch_uid=f"reference-{name}-{model._meta.label}")


def begin_request(**_):
    """What was seen before may have changed since."""
    _thread.token = None


def look_again():
    """Ask the database when something kept is needed next, however short ago it was asked."""
    global _last
    _last = None, 0.0
    _thread.token = None


def note(token):
    """The token as another statement of this request has read it."""
    if getattr(_thread, "token", None) is None:
        _remember(token or "")


def _token():
    token = getattr(_thread, "token", None)
    if token is None:
        token, seen_at = _last
        if token is None or time.monotonic() - seen_at > GRACE_SECONDS:
            rows = ReferenceState.objects.filter(pk=ReferenceState.ONLY).values_list("token", flat=True)
            token = _remember(next(iter(rows), ""))
        _thread.token = token
    return token


def _remember(token):
    """For this request; for the whole process only what is committed."""
    global _last
    if not connection.in_atomic_block:
        _last = token, time.monotonic()
    _thread.token = token
    return token


def changed(**_):
    """Let what is kept be read anew: something of it was written."""
    ReferenceState.change()
    look_again()
    transaction.on_commit(look_again)  # meanwhile another thread may have asked
