"""History as people read it: when, whose hand, and each field from what to what. What history is: okoce/history.py."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from django.db import models

from okoce.accounts.models import User
from okoce.formats import tanggal, waktu
from okoce.history import BASELINE

NEWEST = 200  # copies of a kind that are read; older ones stay in the database
EMPTY = "kosong"
_ACTS = {"+": "dicatat", "~": "diubah", "-": "dihapus"}
_MARKS = {"+": "done", "-": "lost"}


@dataclass(frozen=True)
class ShownHistory:
    """Copies somebody may see, and how they are shown: `hidden` fields not at all, of `concealed` ones only that they
    changed, `words` {field: value → text}; `name` says of a copy which record it is of."""

    copies: models.QuerySet
    hidden: tuple = ()
    concealed: tuple = ()
    words: dict = field(default_factory=dict)
    name: object = None


@dataclass(frozen=True)
class _Change:
    copy: models.Model
    before: models.Model | None
    history: ShownHistory

    @property
    def order(self):
        return self.copy.history_date, self.copy.history_id

    @property
    def fields(self):
        """What differs from the copy before; nothing where a record begins or ends."""
        if self.before is None:
            return []
        shown = [column for column in self.copy.tracked_fields if column.name not in self.history.hidden]
        return [c for c in shown if getattr(self.copy, c.attname) != getattr(self.before, c.attname)]


def events(*histories, first=0, count=20, owner=None, names=True):
    """(for templates/parts/_timeline.html, whether there are more): the newest first, from the `first` one on.

    `owner` is the account of the person it is about. Without `names` only roles are shown.
    """
    changes = [change for history in histories for change in _changes(history)]
    changes.sort(key=lambda change: change.order, reverse=True)
    shown = changes[first : first + count]
    names_of, actor_of = _names(shown), _actors(shown, owner, names)
    return [_event(change, names_of, actor_of) for change in shown], len(changes) > first + count


def _changes(history):
    of_record = defaultdict(list)
    for copy in reversed(history.copies.order_by("-history_id")[:NEWEST]):
        of_record[copy.id].append(copy)
    for copies in of_record.values():
        for before, copy in zip([None, *copies], copies, strict=False):
            change = _Change(copy, before if copy.history_type == "~" else None, history)
            begins_or_ends = copy.history_type != "~" and copy.history_change_reason != BASELINE
            if begins_or_ends or change.fields:
                yield change


def _event(change, names_of, actor_of):
    copy, history = change.copy, change.history
    name = history.name(copy) if history.name else copy.instance_type._meta.verbose_name
    return {
        "when": waktu(copy.history_date),
        "title": f"{_capital(name)} {_ACTS[copy.history_type]}",
        "text": ". ".join(filter(None, [actor_of(copy), copy.history_change_reason])),
        "state": _MARKS.get(copy.history_type, ""),
        "lines": [_line(column, change, names_of) for column in change.fields],
    }


def _capital(text):
    return f"{text[:1].upper()}{text[1:]}"


def _line(column, change, names_of):
    label = _capital(column.verbose_name)
    if column.name in change.history.concealed:
        return f"{label}: diubah"
    word_of = change.history.words.get(column.name) or partial(_word, column, names_of=names_of)
    before, now = (word_of(getattr(copy, column.attname)) for copy in (change.before, change.copy))
    return f"{label}: dari {before} menjadi {now}"


def _word(column, value, *, names_of):
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if value is None or value in ("", [], {}):
        return EMPTY
    if column.is_relation:
        return names_of[column.related_model].get(value, "yang sudah dihapus")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, datetime):
        return waktu(value)
    if isinstance(value, date):
        return tanggal(value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {part}" for key, part in sorted(value.items()))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _names(changes):
    """{model: {key: name}} of all that the changed fields point to; a statement a model."""
    keys = defaultdict(set)
    for change in changes:
        for column in change.fields:
            if column.is_relation and column.name not in change.history.concealed:
                keys[column.related_model] |= {getattr(c, column.attname) for c in (change.before, change.copy)}
    return {
        model: {row.pk: str(row) for row in model._base_manager.filter(pk__in=pks - {None})}
        for model, pks in keys.items()
    }


def _actors(changes, owner, names):
    """copy → who it was, by the role held at that instant"""
    pks = {change.copy.history_user_id for change in changes} - {None}
    known = User.objects.prefetch_related("assignments").in_bulk(pks)

    def actor(copy):
        user = known.get(copy.history_user_id)
        if user is None:
            return "" if copy.history_change_reason else "Tanpa masuk akun"
        if owner is not None and user.pk == owner.pk:
            return "Pemilik data"
        held = user.assignments.all()
        roles = [one.get_role_display() for one in held if one.is_held_at(copy.history_date)]
        role = roles[0] if roles else ("Pengelola sistem" if user.is_superuser else "Pengguna")
        return f"{role} {user.name}" if names else role

    return actor
