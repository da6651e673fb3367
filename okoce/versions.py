"""Edits of shared records: what a form was made from, what was touched in it, and what others changed meanwhile.

A form carries a `Version`: for each field a fingerprint of the value it was made from. An action locks the row and asks
`changes`: untouched fields stay as they are stored, and a field that two people changed is asked about, not written.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.crypto import salted_hmac

STORED, TYPED = "stored", "typed"  # the two answers to "which value is right?"
SALT = "okoce.versions"
ASK = "Pilih nilai yang benar, lalu simpan lagi."


@dataclass(frozen=True)
class Version:
    """`marks`: fingerprints of the values a form was made from, by field. `asked`: fields whose two values the form
    showed. `answers`: {field: STORED or TYPED} for those."""

    marks: dict = field(default_factory=dict)
    asked: frozenset = frozenset()
    answers: dict = field(default_factory=dict)

    @classmethod
    def of(cls, row, names):
        return cls({name: mark(stored_value(row, name)) for name in names})

    @classmethod
    def read(cls, text, row, answers=()):
        """The version a form brings back. A text that is not ours, or of another row, knows nothing: all is asked."""
        try:
            payload = signing.loads(text or "", salt=SALT)
        except signing.BadSignature:
            return cls()
        if payload["row"] != _name_of(row):
            return cls()
        return cls(payload["marks"], frozenset(payload["asked"]), dict(answers))

    def signed(self, row):
        payload = {"row": _name_of(row), "marks": self.marks, "asked": sorted(self.asked)}
        return signing.dumps(payload, salt=SALT, compress=True)

    def after_asking(self, row, names):
        """The version of a form that shows what is stored now in `names` and what was typed."""
        return Version(self.marks | Version.of(row, names).marks, self.asked | set(names))


class Changed(ValidationError):
    """Others changed the same fields since the form was made. `names` are these fields."""

    def __init__(self, names):
        super().__init__(ASK, code="changed")
        self.names = names


def changes(row, values, version=None):
    """Return what has to be written: {field: value} of the fields that were touched.

    `row` is the record as stored, locked by the caller. Without a version everything that differs is written: nobody
    saw a form. Raises `Changed` for fields that others changed too and that have no answer yet.
    """
    found, open_names = {}, []
    for name, value in values.items():
        stored, typed = mark(stored_value(row, name)), mark(value)
        if typed == stored:
            continue
        if version is None:
            found[name] = value
            continue
        made_from = version.marks.get(name)
        if typed == made_from and name not in version.asked:
            continue
        answer = version.answers.get(name) if name in version.asked else TYPED
        if made_from != stored or answer not in (STORED, TYPED):
            open_names.append(name)
        elif answer == TYPED:
            found[name] = value
    if open_names:
        raise Changed(open_names)
    return found


def stored_value(row, name):
    """What a record holds in a field: the key of a relation, the keys of a many-to-many one."""
    column = row._meta.get_field(name)
    if column.many_to_many:
        return getattr(row, name).all()
    return getattr(row, column.attname)


def mark(value):
    """A short fingerprint of a value; the same for a row and its key, for None and an empty text."""
    return salted_hmac(SALT, _plain(value), algorithm="sha256").hexdigest()[:16]


def _plain(value):
    if value is None:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, QuerySet | list | tuple | set):
        return json.dumps(sorted(_plain(each) for each in value))
    if isinstance(value, dict):
        return json.dumps(value, sort_keys=True, default=str)
    if isinstance(value, datetime):  # as exact as people type it
        return value.replace(second=0, microsecond=0).timestamp().__str__()
    return str(value)


def _name_of(row):
    return f"{row._meta.label_lower}:{row.pk}"
