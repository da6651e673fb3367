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
    """(outcome, the person's id or None). An IntegrityError on NIK or number: somebody else was a moment earlier."""
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
    was_sent, number_is_taken, person = _row(say["how_it_stands"], told)
    made = None
    if told["draft"] and was_sent is None:
        return Outcome.GONE, None
    if told["draft"] and was_sent:
        return Outcome.SENT, None
    if number_is_taken:
        return Outcome.NUMBER_TAKEN, None
    outcome = Outcome.KNOWN if person else Outcome.ENTERED
    if person and told["by_id"]:
        return outcome, person
    if not person:
        (person,) = _row(say["enter"], told)
        made = person
    for sql in say["with_a_new_person"] if made else say["with_a_known_person"]:
        _row(sql, told | {"person": person})
    if told["draft"]:
        _row(say["seal_draft"], told | {"made": made})
    return outcome, person


def _row(sql, told):
    """The first row, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        return cursor.fetchone() if cursor.description else None
