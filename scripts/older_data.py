"""What to do with a var/ made by other code: sample data are set aside, real people stay and the start is refused.

Used by prepare.py, with Django set up, on the embedded database only.
"""

import fcntl
import shutil
import sys
from contextlib import closing, suppress

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import BadMigrationError, InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader

from okoce.clock import today
from okoce.keys.people import has_people

KEPT_TOGETHER = ["okoce.sqlite3-wal", "okoce.sqlite3-shm", "queue", "mail", "media", "sample-logins.txt"]
# Errors of the machine say nothing about the schema: a full disk, a lock, a folder that may not be written.
SCHEMA_ERRORS = ("SQLITE_ERROR", "SQLITE_CONSTRAINT")


def bring_up_to_date(migrate, var):
    """Call `migrate`, on a new database if the one in `var` does not fit this code and holds sample data only.

    Ends the process with a sentence when it does not fit and holds real people.
    """
    database = var / "okoce.sqlite3"
    if not database.exists():
        return migrate()
    try:
        if not (reason := foreign_migrations()):
            migrate()
            reason = missing_columns()
    except (DatabaseError, BadMigrationError, InconsistentMigrationHistory) as problem:
        if not is_about_the_schema(problem):
            sys.exit(f"The database {database} cannot be brought up to date: {problem}.")
        reason = f"a migration fails ({type(problem).__name__})"
    if reason:
        set_aside(var, reason)
        migrate()


def foreign_migrations():
    """Return a reason when the database knows migrations that this code has not."""
    loader = MigrationLoader(connection)
    known = set(loader.disk_migrations)
    known |= {replaced for migration in loader.disk_migrations.values() for replaced in migration.replaces}
    foreign = sorted(set(loader.applied_migrations) - known)
    return f"it was made by another version (migration {'.'.join(foreign[0])})" if foreign else ""


def is_about_the_schema(problem):
    if not isinstance(problem, DatabaseError):
        return True
    return getattr(problem.__cause__, "sqlite_errorname", "").startswith(SCHEMA_ERRORS)


def missing_columns():
    """Return a reason when a table lacks a column of its model, though all migrations say that they are applied."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        try:
            model._base_manager.order_by().explain()  # names every column, and reads no row
        except DatabaseError as problem:
            if not is_about_the_schema(problem):
                raise
            return f"its table {model._meta.db_table} is another one"
    return ""


def set_aside(var, reason):
    """Move the database and what belongs to it into a folder named with the day; the keys are copied there too."""
    connection.close()
    database = var / "okoce.sqlite3"
    is_real = holds_real_people()
    connection.close()
    if is_real:
        sys.exit(
            f"The database {database} does not fit this version of the portal: {reason}. It holds real people, so it "
            "was left as it is: start the version it was made with, or move the folder away to begin anew."
        )
    with closing(open(var / "run.lock", "a+")) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit("A portal with other code is still running here. Stop that one first (Ctrl-C).")
        folder = free_name(var / f"aside-{today():%Y-%m-%d}")
        folder.mkdir()
        for name in KEPT_TOGETHER:
            with suppress(FileNotFoundError):
                (var / name).rename(folder / name)
        with suppress(FileNotFoundError):
            shutil.copy2(var / "keys.json", folder / "keys.json")
        database.rename(folder / database.name)  # last: until then the next start finds what is to be done
    for name in ("messages", "moving", "broken"):
        (var / "queue" / name).mkdir(parents=True, exist_ok=True)
    print(
        f"» The sample data do not fit this version of the portal: {reason}. They were moved to {folder}; "
        "a new sample is made.",
        flush=True,
    )


def free_name(path):
    number = 1
    found = path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found


def holds_real_people():
    """Whether anybody is registered without being of the sample. The tables may be those of any version."""
    from okoce.accounts.models import User
    from sample.staff import PARTICIPANT

    if not has_people():
        return False
    if User._meta.db_table not in connection.introspection.table_names():
        return True
    return not User.objects.filter(email=PARTICIPANT[0]).exists()
