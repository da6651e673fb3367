"""A registration is entered whole or not at all: in one statement, or in SQLite's one transaction."""

import json
from enum import StrEnum

from django.db import connection, transaction

from participants import entering


class Outcome(StrEnum):
    ENTERED = "entered"
    KNOWN = "known"  # the NIK was; for an officer nothing is written, else a second number
    NUMBER_TAKEN = "number_taken"
    SENT = "sent"  # this draft, before
    GONE = "gone"  # the draft


def enter(told):
    """(outcome, the person's id or None). An IntegrityError says that somebody else was a moment earlier."""
    return _on_postgresql(told) if connection.vendor == "postgresql" else _on_sqlite(told)


def _on_postgresql(told):
    with connection.cursor() as cursor:
        cursor.execute(entering.CALL, [json.dumps(told, default=str)])
        outcome, person = cursor.fetchone()
    return Outcome(outcome), person


@transaction.atomic
def _on_sqlite(told):
    """The order of entering.FUNCTION."""
    lists = {name: json.dumps(told[name]) for name in ("digests", "flags", "consents")}
    instant = connection.ops.adapt_datetimefield_value(told["instant"])
    told = told | lists | {"instant": instant}
    say = entering.SQLITE
    if told["draft"]:
        was_sent = _ask(say["was_sent"], told)
        if was_sent is None:
            return Outcome.GONE, None
        if was_sent:
            return Outcome.SENT, None
    if _ask(say["number_is_taken"], told):
        return Outcome.NUMBER_TAKEN, None
    person, made = _ask(say["known"], told), None
    outcome = Outcome.KNOWN if person else Outcome.ENTERED
    if person and told["by_id"]:
        return outcome, person
    if not person:
        person = made = _ask(say["enter"], told)
    for sql in say["with_a_new_person"] if made else say["with_a_known_person"]:
        _ask(sql, told | {"person": person})
    if told["draft"]:
        _ask(say["seal_draft"], told | {"made": made})
    return outcome, person


def _ask(sql, told):
    """The first value of the first row, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None
