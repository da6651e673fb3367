"""The column by which names are sorted and searched."""

from django.db import models
from django.db.models import Q

from okoce.name_keys import key


def named(word, column="name_key"):
    """Return the condition that a name holds this word, or None for a word without a letter."""
    parts = key(word).split()
    return Q(*((f"{column}__contains", part) for part in parts)) if parts else None


class NameKeyField(models.CharField):
    """The key of `name`, written with the row by save and bulk_create.

    PostgreSQL orders it byte by byte, as SQLite does, whatever language its database was made for.
    """

    def __init__(self, verbose_name="kunci nama", **kwargs):
        super().__init__(verbose_name, **{"max_length": 240, "editable": False, "default": "", **kwargs})

    def pre_save(self, instance, add):
        found = key(instance.name)[: self.max_length]
        setattr(instance, self.attname, found)
        return found

    def db_parameters(self, connection):
        return super().db_parameters(connection) | {"collation": "C" if connection.vendor == "postgresql" else None}


def fill(model, size=2000):
    """Give the rows of a migration's model their keys."""
    last = 0
    while rows := list(model.objects.filter(pk__gt=last).order_by("pk").only("pk", "name")[:size]):
        for row in rows:
            row.name_key = key(row.name)[:240]
        model.objects.bulk_update(rows, ["name_key"], batch_size=400)
        last = rows[-1].pk


def with_key(update_fields):
    """Return update_fields for save(): a new name brings its key along."""
    if update_fields is None or "name" not in update_fields:
        return update_fields
    return {*update_fields, "name_key"}
