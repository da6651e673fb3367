"""Promises only a trigger can keep, in the database's own words, and views, put in place after every migrate.

An app declares TRIGGERS = {"sqlite": {name: sql}, "postgresql": {name: sql}} in its triggers.py. They are not
migrations because SQLite changes a table by making it anew, which loses its triggers or stumbles over them: so there
they are taken away before migrating and put back after it.
"""

from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

APPEND_ONLY_TABLES = set()


def keep(app_config, triggers):
    """Install the triggers whenever the app is migrated. Called from AppConfig.ready."""

    def install(*, using, **_):
        connection = connections[using]
        with connection.cursor() as cursor:
            for sql in triggers[connection.vendor].values():
                cursor.execute(sql)

    def remove(*, using, **_):
        connection = connections[using]
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                for name in triggers["sqlite"]:
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')

    # Tables a trigger names may belong to another app, so removal happens before whichever app migrates first.
    pre_migrate.connect(remove, weak=False, dispatch_uid=f"{app_config.label}-triggers-remove")
    post_migrate.connect(install, sender=app_config, weak=False, dispatch_uid=f"{app_config.label}-triggers")


def keep_view(app_config, name, columns, rows):
    """Make a view of these columns whenever the app is migrated; `rows()` is the queryset it is. From AppConfig.ready.

    A database refuses to change the tables under a view, so it is taken away before migrating; on PostgreSQL only where
    there is something to migrate, so that others can read it meanwhile.
    """

    def install(*, using, **_):
        connection = connections[using]
        sql, params = rows().query.get_compiler(connection=connection).as_sql()
        written = sql % tuple(map(_literal, params))
        quoted = ", ".join(map(connection.ops.quote_name, columns))
        again = "CREATE OR REPLACE VIEW" if connection.vendor == "postgresql" else "CREATE VIEW IF NOT EXISTS"
        with connection.cursor() as cursor:
            cursor.execute(f"{again} {name} ({quoted}) AS {written}")

    def remove(*, using, plan=(), **_):
        connection = connections[using]
        if plan or connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"DROP VIEW IF EXISTS {name}")

    pre_migrate.connect(remove, weak=False, dispatch_uid=f"{app_config.label}-{name}-remove")
    post_migrate.connect(install, sender=app_config, weak=False, dispatch_uid=f"{app_config.label}-{name}")


def _literal(value):
    """A parameter as it is written into a view, which takes none."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(f"A view cannot be made of {value!r}.")
    return str(value) if isinstance(value, int) else "'{}'".format(str(value).replace("'", "''"))


def append_only(table):
    """Return the triggers by which a table refuses every change of its rows, for TRIGGERS."""
    APPEND_ONLY_TABLES.add(table)
    function = f"{table}_stays"
    raised = f"RAISE EXCEPTION '{table} is only appended' USING ERRCODE = 'check_violation'"
    sqlite, postgresql = {}, {}
    postgresql[function] = f"""
        CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN {raised}; END $$"""
    for act in ("update", "delete"):
        sqlite[f"{table}_no_{act}"] = f"""
            CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act.upper()} ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} is only appended'); END"""
    for act in ("update", "delete", "truncate"):
        postgresql[f"{table}_no_{act}"] = f"""
            CREATE OR REPLACE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {function}()"""
    return {"sqlite": sqlite, "postgresql": postgresql}


def without_trigger_columns(row, kept, update_fields):
    """update_fields for save(): an old copy of a row must not write back the columns that triggers keep."""
    if row._state.adding or update_fields is not None:
        return update_fields
    return [field.name for field in row._meta.concrete_fields if not field.primary_key and field.name not in kept]
