"""Which unique constraint of the database a write ran into, in one form for PostgreSQL and SQLite."""

import logging
import re

from django.db import IntegrityError

log = logging.getLogger(__name__)

# "UNIQUE constraint failed: table.column, table.column" and, in any language, "… (column, column)=(…) …".
_SQLITE = re.compile(r"UNIQUE constraint failed: (.+)")
_POSTGRESQL = re.compile(r"\(([^()]+)\)=\(")


def is_repeated(error, model, *fields):
    """Whether an IntegrityError says that another row has the same values in exactly these fields of this model."""
    table, columns = _unique(error)
    wanted = {model._meta.get_field(name).column for name in fields}
    return table == model._meta.db_table and columns == wanted


def without_values(error):
    """An IntegrityError that names table and constraint. What databases say themselves holds the row's values."""
    table, columns = _unique(error)
    detail = getattr(error.__cause__, "diag", None)
    name = detail.constraint_name if detail else ""
    where = " ".join(filter(None, [detail.table_name if detail else table, name, ", ".join(sorted(columns))]))
    if not where and (check := re.fullmatch(r"(CHECK|NOT NULL|FOREIGN KEY) constraint failed(: [\w.]+)?", str(error))):
        where = check.group()
    return IntegrityError(f"Refused by a constraint: {where or 'unknown'}")


def refuse(error, doing):
    """Log an IntegrityError nobody expected, without the row's values, and return the one to raise."""
    plain = without_values(error)
    log.error("%s: %s", doing, plain)
    return plain


def _unique(error):
    """(table, columns) of a broken unique constraint; ("", empty set) for any other."""
    detail = getattr(error.__cause__, "diag", None)
    if detail is not None:
        found = _POSTGRESQL.search(detail.message_detail or "")
        is_unique = error.__cause__.pgcode == "23505" and found
        return (detail.table_name, set(found[1].split(", "))) if is_unique else ("", set())
    found = _SQLITE.fullmatch(str(error))
    pairs = [name.split(".") for name in found[1].split(", ")] if found else []
    return (pairs[0][0], {column for _, column in pairs}) if pairs else ("", set())
