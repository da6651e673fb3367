"""Empty the database after a test that commits: only tables that have rows, since most of two hundred have none.

Django's `flush` empties every table and makes triggers, content types and permissions anew, which takes longer than
most tests. This one leaves these as they are, and goes Django's way when a test has changed them.
"""

from django.apps import apps
from django.core.management.commands import flush
from django.db import connections, transaction

from okoce.triggers import APPEND_ONLY_TABLES

KEPT = ("auth_permission", "consents_privacytext", "django_content_type")  # what migrating writes
TRIGGERS = {
    "postgresql": "SELECT tgrelid, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgrelid, tgname",
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
}
_flush_everything = flush.Command.handle
_as_migrated = {}


def empty_quickly(using):
    """Let `flush` empty this database quickly from now on; called when it has just been migrated."""
    _as_migrated[using] = _state(connections[using])
    flush.Command.handle = _flush


def let_log_be_emptied(using="default"):
    """Take away the triggers of the tables that are only appended; migrating, or Django's `flush`, puts them back."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in APPEND_ONLY_TABLES & {model._meta.db_table for model in apps.get_models()}:
            for act in ("update", "delete", "truncate"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on}")


def _flush(command, **options):
    using = options["database"]
    connection = connections[using]
    if _state(connection) != _as_migrated[using]:
        let_log_be_emptied(using)
        _flush_everything(command, **options)
        _as_migrated[using] = _state(connection)  # content types have other numbers now
        return
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = sorted(set(tables).difference(KEPT))
    with transaction.atomic(using=using), connection.cursor() as cursor:
        {"postgresql": _empty_postgresql, "sqlite": _empty_sqlite}[connection.vendor](cursor, tables)
    from participants.consents import first_texts  # models, and conftest.py is read before them

    first_texts.write(using=using)  # as after every migrate


def _state(connection):
    """What a test is not supposed to change: triggers and the rows of the tables that are kept."""
    with connection.cursor() as cursor:
        rows = [_fetched(cursor, f"SELECT * FROM {table} ORDER BY id") for table in KEPT]  # noqa: S608
        return [_fetched(cursor, TRIGGERS[connection.vendor]), *rows]


def _fetched(cursor, sql):
    cursor.execute(sql)
    return cursor.fetchall()


def _written(cursor, tables):
    """Names of the tables that have rows."""
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in tables)  # noqa: S608
    return [name for (name,) in _fetched(cursor, " UNION ALL ".join(asked))]


def _empty_postgresql(cursor, tables):
    cursor.execute(f"LOCK TABLE {', '.join(tables)}")  # waits for who still writes, as TRUNCATE does
    cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers, no foreign keys
    for table in _written(cursor, tables):
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608


def _empty_sqlite(cursor, tables):
    written = _written(cursor, tables)
    triggers = [(name, sql) for table, name, sql in _fetched(cursor, TRIGGERS["sqlite"]) if table in written]
    for name, _ in triggers:
        cursor.execute(f"DROP TRIGGER {name}")
    for table in written:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608
    for _, sql in triggers:
        cursor.execute(sql)
