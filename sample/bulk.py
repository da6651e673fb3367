"""Rows by the hundred thousand: COPY on PostgreSQL, executemany on SQLite. Callers need not know which.

Rows bring their own keys. Constraints and triggers of the database stay as they are, except those named here.
"""

import json
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import BytesIO

from django.core.management.color import no_style
from django.db import connection

from trainings.seats.models import Seat


class Rows:
    """Rows of several models, laid out as their tables are; `models` in the order they may be written."""

    def __init__(self, models):
        self._rows = {model: [] for model in models}
        self._blank = {
            model: {field.attname: _blank(field) for field in model._meta.concrete_fields} for model in models
        }

    def add(self, model, **values):
        self._rows[model].append((self._blank[model] | values).values())

    def packed(self):
        """{model: rows in the database's own form}, small enough to be handed from process to process."""
        pack = _copy_lines if connection.vendor == "postgresql" else _parameters
        return {model: pack(rows) for model, rows in self._rows.items() if rows}


def _blank(field):
    """What stands in a column of which nothing is said."""
    return field.db_default if field.has_db_default() and not field.has_default() else field.get_default()


def write(packed):
    with connection.cursor() as cursor:
        for model, rows in packed.items():
            table = connection.ops.quote_name(model._meta.db_table)
            names = [field.column for field in model._meta.concrete_fields]
            columns = ", ".join(map(connection.ops.quote_name, names))
            if connection.vendor == "postgresql":
                cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", BytesIO(rows), 1 << 20)
            else:
                places = ", ".join(["%s"] * len(names))
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608  own names


@contextmanager
def loading(models):
    """Foreign keys are looked at as the rows come; afterwards the next key of each table is a free one.

    Left to the end of the transaction, PostgreSQL would hold a note in memory for every key of every row.
    """
    if connection.vendor != "postgresql":
        yield
        return
    seats = connection.ops.quote_name(Seat._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        # Seat by seat, each session would be written anew a hundred times; they are counted together afterwards.
        # The table is held until the transaction ends, so nobody takes an uncounted seat meanwhile.
        cursor.execute(f"ALTER TABLE {seats} DISABLE TRIGGER seat_counts")
        yield
        cursor.execute(f"ALTER TABLE {seats} ENABLE TRIGGER seat_counts")
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def analyse(models):
    """What PostgreSQL knows of its tables is renewed, so that what follows in the same transaction is planned well."""
    _of_tables("ANALYZE", models)


def tidy_up(models):
    """The same after all of it, with what was written twice removed. Not inside a transaction."""
    if not connection.in_atomic_block:
        _of_tables("VACUUM (ANALYZE)", models)


def _of_tables(command, models):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
            cursor.execute(f"{command} {tables}")


class _Forms(dict):
    """How a value of each kind is written; choices and other descendants like what they descend from."""

    def __missing__(self, kind):
        form = next(self[parent] for parent in kind.__mro__[1:] if parent in self)
        self[kind] = form
        return form


def _escaped(text):
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


_COPIED = _Forms(
    {
        type(None): lambda _: "\\N",
        bool: lambda value: "t" if value else "f",
        int: str,
        str: _escaped,
        bytes: lambda value: f"\\\\x{value.hex()}",
        date: date.isoformat,
        datetime: datetime.isoformat,
        list: lambda value: _escaped(json.dumps(value)),
    }
)


def _copy_lines(rows):
    return "".join(["\t".join([_COPIED[type(value)](value) for value in row]) + "\n" for row in rows]).encode()


_GIVEN = _Forms(
    {
        type(None): lambda value: value,
        int: lambda value: value,
        str: str,
        bytes: lambda value: value,
        date: date.isoformat,
        datetime: lambda value: str(value.astimezone(UTC).replace(tzinfo=None)),
        list: json.dumps,
    }
)


def _parameters(rows):
    return [[_GIVEN[type(value)](value) for value in row] for row in rows]
