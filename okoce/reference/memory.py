"""Reference data (places, business classes, years with their rules): read once a process, anew after a change.

Every write of a watched model changes the token of `ReferenceState` in its own transaction. A request and a job compare
it once, when they first ask for something kept; a command reads once.
"""

import threading

from django.db import models
from django.db.models.signals import post_delete, post_save

from okoce.reference.models import ReferenceState

_thread = threading.local()  # .token: what this request or job has seen; nothing before it asked


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
        changed = super().update(**values)
        _changed()
        return changed

    update.alters_data = True

    def bulk_create(self, *args, **options):
        made = super().bulk_create(*args, **options)
        _changed()
        return made

    bulk_create.alters_data = True


def watch(*watched):
    """Called from AppConfig.ready: what is kept of these models is read anew after each write."""
    for model in watched:
        post_save.connect(_changed, sender=model, dispatch_uid=f"reference-save-{model._meta.label}")
        post_delete.connect(_changed, sender=model, dispatch_uid=f"reference-delete-{model._meta.label}")


def look_again(**_):
    """A request or a job begins: what was seen before may have changed since."""
    _thread.token = None


def note(token):
    """The token as another statement of this request has read it."""
    if getattr(_thread, "token", None) is None:
        _thread.token = token or ""


def _token():
    token = getattr(_thread, "token", None)
    if token is None:
        rows = ReferenceState.objects.filter(pk=ReferenceState.ONLY).values_list("token", flat=True)
        token = _thread.token = next(iter(rows), "")
    return token


def _changed(**_):
    ReferenceState.change()
    look_again()
