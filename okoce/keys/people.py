"""Whether anybody is registered in the database, which may be one of another version of the portal."""

from django.apps.registry import Apps
from django.db import connection, models

TABLES = ("people_participant", "participants_participant")  # the table today, and in data of older versions


def has_people():
    """Return whether somebody is registered. Of the tables only their names need to be those that are known here."""
    there = connection.introspection.table_names()
    return any(_rows(table).exists() for table in TABLES if table in there)


def _rows(table):
    """A QuerySet on a table whose columns are not known: no model of today may fit it."""
    meta = type("Meta", (), {"apps": Apps(), "app_label": "keys", "db_table": table, "managed": False})
    return type("Row", (models.Model,), {"__module__": __name__, "Meta": meta})._default_manager.all()
