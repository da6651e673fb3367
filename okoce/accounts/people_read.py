"""The people whose data a request has read, and which of them stand in its answer.

Rows note themselves when they are read (`note`), so that no view has to remember it: what an answer shows is found in
its text, and okoce/accounts/answer_log.py logs it. Outside a request nothing is noted.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from html import escape  # what django.utils.html.escape calls after a check for lazy strings

_current = ContextVar("people_read", default=None)


@dataclass
class Reading:
    """What one request has read and logged, by the number of each person."""

    page: str = ""
    texts: dict = field(default_factory=dict)  # number → name, phone as it is written: keys, in order
    owners: dict = field(default_factory=dict)  # number → the account that logs in for it, where it was read
    logged: set = field(default_factory=set)

    def unlogged_in(self, body, *, reader):
        """Return the numbers of those whose name or phone stands in a text and whom no row of the log names yet.

        Without those for whom the account `reader` logs in.
        """
        asked = {pk: texts for pk, texts in self.texts.items() if pk not in self.logged}
        return sorted(
            pk
            for pk, texts in asked.items()
            if self.owners.get(pk) != reader and any(stands_in(text, body) for text in texts)
        )


@contextmanager
def reading():
    """Note who is read from here on, and give it to the caller."""
    noted = Reading()
    token = _current.set(noted)
    try:
        yield noted
    finally:
        _current.reset(token)


def current():
    return _current.get()


def note(pk, *texts, owner=None):
    """Note that a person's name, or another text that is theirs alone, was read."""
    noted = _current.get()
    if noted is not None and pk is not None:
        noted.texts.setdefault(pk, {}).update(dict.fromkeys(filter(None, texts)))
        if owner is not None:
            noted.owners[pk] = owner


def note_logged(ids):
    """Note that a row of the access log says that these were shown."""
    noted = _current.get()
    if noted is not None:
        noted.logged.update(ids)


def stands_in(text, body):
    """Return whether a text stands in a page as words of its own: Tri is not in Distribusi."""
    return _as_words(text, body) or _as_words(escape(text), body)


def _as_words(text, body):
    start = body.find(text)
    while start >= 0:
        end = start + len(text)
        if not (body[start - 1 : start].isalnum() or body[end : end + 1].isalnum()):
            return True
        start = body.find(text, start + 1)
    return False
