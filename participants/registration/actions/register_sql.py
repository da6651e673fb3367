"""A registration is entered whole or not at all: in one statement, or in SQLite's one transaction."""

import json

from django.db import connection, transaction

from participants.registration import register_sql
from participants.registration.register_sql import Outcome


def enter(params):
    """(outcome, the person's id or None). An IntegrityError on NIK or number: somebody else was a moment earlier."""
    return _on_postgresql(params) if connection.vendor == "postgresql" else _on_sqlite(params)


def _on_postgresql(params):
    with connection.cursor() as cursor:
        cursor.execute(register_sql.CALL, [json.dumps(params, default=str)])
        outcome, person = cursor.fetchone()
    return Outcome(outcome), person


@transaction.atomic
def _on_sqlite(params):
    """The order of entering.FUNCTION."""
    lists = {name: json.dumps(params[name]) for name in ("digests", "flags", "consents")}
    instant = connection.ops.adapt_datetimefield_value(params["instant"])
    params = params | lists | {"instant": instant}
    say = register_sql.SQLITE
    was_sent, number_is_taken, person = _row(say["how_it_stands"], params)
    made = None
    if params["draft"] and was_sent is None:
        return Outcome.EXPIRED, None
    if params["draft"] and was_sent:
        return Outcome.SENT, None
    if number_is_taken:
        return Outcome.NUMBER_TAKEN, None
    outcome = Outcome.KNOWN if person else Outcome.ENTERED
    if person and params["by_id"]:
        return outcome, person
    if not person:
        (person,) = _row(say["enter"], params)
        made = person
    for sql in say["with_a_new_person"] if made else say["with_a_known_person"]:
        _row(sql, params | {"person": person})
    if params["draft"]:
        _row(say["seal_draft"], params | {"made": made})
    return outcome, person


def _row(sql, params):
    """The first row, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone() if cursor.description else None
