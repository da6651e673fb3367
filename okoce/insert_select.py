"""A row beside each of many others, written inside the database: by the thousand, and no object for any of them."""

from django.db import connection
from django.db.models import F

BATCH = 1000


def insert_for_each(model, source, ids, **values):
    """For each row of `source` with one of these numbers a row of `model`: all its fields but its own number.

    A value is the same for all of them, or F("field") of the row beside it. Belongs into a transaction.
    """
    columns, terms, params = [], [], []
    for name, value in values.items():
        field = model._meta.get_field(name)
        columns.append(f'"{field.column}"')
        if isinstance(value, F):
            terms.append(f'"{source._meta.get_field(value.name).column}"')
        else:
            terms.append("%s")
            params.append(field.get_db_prep_save(value, connection))
    head = f'INSERT INTO "{model._meta.db_table}" ({", ".join(columns)}) SELECT {", ".join(terms)}'
    with connection.cursor() as cursor:
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            places = ", ".join(["%s"] * len(some))
            cursor.execute(
                f'{head} FROM "{source._meta.db_table}" WHERE id IN ({places}) ORDER BY id', [*params, *some]
            )
