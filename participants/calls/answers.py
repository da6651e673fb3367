"""What people may answer on the telephone to a kind of notice; the acts are those of other apps (settings)."""

from importlib import import_module

from django.conf import settings
from django.core.exceptions import ValidationError

UNKNOWN = "Pilih jawaban dengan tombol di baris orang itu."


def choices(kind):
    """Return [(code, label)] of the answers to a kind of notice; none for most."""
    path = settings.CALL_ANSWERS.get(kind)
    return import_module(path).CHOICES if path else ()


def record(notice, code, *, by):
    """Have the app write down an answer. Returns what came of it in words.

    Raise `ValidationError` for an answer that this kind of notice does not have, and what the app refuses.
    """
    if code not in dict(choices(notice.kind)):
        raise ValidationError(UNKNOWN)
    return import_module(settings.CALL_ANSWERS[notice.kind]).record(notice, code, by=by)


def undo(notice, *, by):
    """Have the app take back the answer that was given on the telephone. Returns in words what stands now.

    Raise `ValidationError` where the app refuses, because something was built on the answer.
    """
    path = settings.CALL_ANSWERS.get(notice.kind)
    return import_module(path).undo(notice, by=by) if path else ""
