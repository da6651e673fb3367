"""People note themselves when they are read: who stands in an answer is logged (okoce/accounts/people_read.py)."""

from okoce.accounts import people_read
from participants.cleaning.phones import shown


class NotedRows:
    """For the QuerySet of people: rows of values() and values_list() are noted as instances are by `noted`."""

    def _fetch_all(self):
        is_new = self._result_cache is None
        super()._fetch_all()
        if is_new and self._fields and people_read.current() is not None:
            for row in self._result_cache:
                _note_values(self._fields, row)


def noted(person):
    """Note a person as read; return it."""
    if people_read.current() is not None:
        read = person.__dict__
        _note(read.get("id"), read.get("name"), read.get("phone"), owner=read.get("user_id"))
    return person


def _note_values(names, row):
    """Note a row of values that holds a name or a phone with the number of its person."""
    read = row if isinstance(row, dict) else dict(zip(names, row, strict=False)) if isinstance(row, tuple) else {}
    _note(read.get("pk") or read.get("id"), read.get("name"), read.get("phone"), owner=read.get("user"))


def _note(pk, name, phone, *, owner):
    if name or phone:
        people_read.note(pk, name, *([phone, shown(phone)] if phone else []), owner=owner)
