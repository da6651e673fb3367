"""A var/ of another version: sample data are set aside, real people stay where they are and the start is refused."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.recorder import MigrationRecorder

from okoce.keys.embedded import embedded_keys
from okoce.keys.people import TABLES
from okoce.own_connection import own_connection
from sample.staff import PARTICIPANT
from scripts import older_data, prepare

pytestmark = pytest.mark.once

SAMPLE = PARTICIPANT[0]


@pytest.fixture
def var(tmp_path):
    folder = tmp_path / "var"
    embedded_keys(folder / "keys.json", database=folder / "okoce.sqlite3")
    return folder


def make_older(var, *, emails, people, migration="0001_of_long_ago", table="people_participant"):
    """A database of another version, with these accounts and this number of people."""
    with closing(sqlite3.connect(var / "okoce.sqlite3")) as old:
        old.execute("PRAGMA journal_mode=WAL")  # as the portal keeps it
        old.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT, applied TEXT)")
        old.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('participants', ?, '2025-01-01')", [migration]
        )
        old.execute("CREATE TABLE accounts_user (email TEXT)")
        old.executemany("INSERT INTO accounts_user VALUES (?)", [[email] for email in emails])
        old.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY)")
        old.executemany(f"INSERT INTO {table} VALUES (?)", [[number] for number in range(people)])  # noqa: S608
        old.commit()


def run_prepare(var):
    environment = {**os.environ, "OKOCE_VAR": str(var), "DJANGO_SETTINGS_MODULE": "okoce.settings"}
    environment.pop("DATABASE_URL", None)
    for name in ("SECRET_KEY", "NIK_KEYS", "NIK_HMAC_KEY", "ACCESS_LOG_KEY"):
        environment.pop(name, None)
    command = [sys.executable, "scripts/prepare.py", "--database-only"]
    return subprocess.run(command, cwd=settings.ROOT, env=environment, capture_output=True, text=True)


def names(folder):
    return {path.name for path in folder.iterdir()}


def test_sample_data_of_another_version_are_set_aside_with_their_keys_and_a_new_database_is_made(var):
    make_older(var, emails=[SAMPLE], people=3)
    keys = (var / "keys.json").read_text()
    (var / "queue/messages").mkdir(parents=True)
    (var / "queue/messages/1_x.quick.msg").touch()
    others = var / "foto.jpg"
    others.touch()
    others.chmod(0o644)

    found = run_prepare(var)

    assert found.returncode == 0, found.stderr
    (aside,) = var.glob("aside-20??-??-??")
    assert {name for name in names(aside) if "-" not in name} == {"okoce.sqlite3", "keys.json", "queue"}
    assert names(aside / "queue/messages") == {"1_x.quick.msg"}
    assert (aside / "keys.json").read_text() == (var / "keys.json").read_text() == keys
    with closing(sqlite3.connect(aside / "okoce.sqlite3")) as old:
        assert old.execute("SELECT count(*) FROM people_participant").fetchone() == (3,)
    with closing(sqlite3.connect(var / "okoce.sqlite3")) as new:
        assert new.execute("SELECT count(*) FROM regions_region").fetchone()[0] > 300
    assert (
        f"The sample data do not fit this version of the portal: it was made by another version (migration "
        f"participants.0001_of_long_ago). They were moved to {aside}; a new sample is made."
    ) in found.stdout
    # What the portal keeps is for its owner only; what somebody else put there is left alone.
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [var, *var.rglob("*")]}
    assert modes.pop(others) == 0o644
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}


def test_real_people_of_another_version_are_left_as_they_are_and_the_start_is_refused_in_one_sentence(var):
    make_older(var, emails=["siti@contoh.example"], people=1)
    before = names(var), (var / "okoce.sqlite3").read_bytes()

    found = run_prepare(var)

    assert found.returncode == 1
    assert found.stderr.splitlines() == [
        f"The database {var}/okoce.sqlite3 does not fit this version of the portal: it was made by another version "
        "(migration participants.0001_of_long_ago). It holds real people, so it was left as it is: start the version "
        "it was made with, or move the folder away to begin anew."
    ]
    assert before[0] <= names(var)
    assert (var / "okoce.sqlite3").read_bytes() == before[1]
    assert list(var.glob("aside-*")) == []


@pytest.mark.parametrize(
    ("emails", "people", "real"),
    [([SAMPLE], 2, False), (["siti@contoh.example"], 2, True), ([], 2, True), ([], 0, False)],
)
@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_people_are_real_unless_the_sample_is_there(var, emails, people, real, table):
    make_older(var, emails=emails, people=people, table=table)

    with own_connection(NAME=var / "okoce.sqlite3"):
        assert older_data.holds_real_people() is real


@pytest.mark.django_db
def test_a_database_without_tables_holds_nobody(var):
    with own_connection(NAME=var / "okoce.sqlite3"):
        assert older_data.holds_real_people() is False


def test_a_second_folder_of_the_same_day_gets_a_number(tmp_path):
    for name in ("aside-2026-11-27", "aside-2026-11-27-2"):
        (tmp_path / name).mkdir()

    assert older_data.free_name(tmp_path / "aside-2026-11-27").name == "aside-2026-11-27-3"


def test_nothing_is_moved_from_under_a_portal_that_runs(var):
    make_older(var, emails=[SAMPLE], people=1)
    hold = "import fcntl, sys, time; f = open(sys.argv[1], 'a'); fcntl.flock(f, fcntl.LOCK_EX); print(flush=True); "
    command = [sys.executable, "-c", hold + "time.sleep(600)", str(var / "run.lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        found = run_prepare(var)
        other.kill()

    assert found.returncode == 1
    assert found.stderr == "A portal with other code is still running here. Stop that one first (Ctrl-C).\n"
    assert list(var.glob("aside-*")) == []


# --- What does not fit ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_this_database_fits_this_code():
    assert (older_data.foreign_migrations(), older_data.missing_columns()) == ("", "")


@pytest.mark.django_db
def test_a_migration_that_is_not_ours_does_not_fit():
    MigrationRecorder(connection).record_applied("participants", "0099_of_tomorrow")

    assert older_data.foreign_migrations() == (
        "it was made by another version (migration participants.0099_of_tomorrow)"
    )


@pytest.mark.django_db
def test_a_table_without_a_column_of_its_model_does_not_fit(monkeypatch):
    monkeypatch.setattr(ContentType._meta.get_field("model"), "column", "other")

    assert older_data.missing_columns() == "its table django_content_type is another one"


@pytest.mark.django_db
def test_a_missing_table_does_not_fit(monkeypatch):
    monkeypatch.setattr(ContentType._meta, "db_table", "other")

    assert older_data.missing_columns() == "its table other is another one"


def django_error(**attributes):
    cause = sqlite3.OperationalError()
    vars(cause).update(attributes)
    problem = DatabaseError("database is locked")
    problem.__cause__ = cause
    return problem


@pytest.mark.parametrize(
    ("problem", "is_schema"),
    [
        (InconsistentMigrationHistory(), True),
        (django_error(sqlite_errorname="SQLITE_ERROR"), True),
        (django_error(sqlite_errorname="SQLITE_CONSTRAINT_UNIQUE"), True),
        (django_error(sqlite_errorname="SQLITE_BUSY"), False),
        (django_error(sqlite_errorname="SQLITE_FULL"), False),
        (django_error(), False),
    ],
)
def test_a_lock_or_a_full_disk_says_nothing_about_the_schema(problem, is_schema):
    assert older_data.is_about_the_schema(problem) is is_schema


def test_data_stay_where_they_are_when_the_machine_is_at_fault(var, monkeypatch):
    make_older(var, emails=[SAMPLE], people=1)
    monkeypatch.setattr(older_data, "foreign_migrations", lambda: "")

    def locked():
        raise django_error(sqlite_errorname="SQLITE_BUSY")

    with pytest.raises(SystemExit, match=r"okoce\.sqlite3 cannot be brought up to date: database is locked\."):
        older_data.bring_up_to_date(locked, var)
    assert names(var) == {"okoce.sqlite3", "keys.json"}


@pytest.mark.django_db
def test_sample_data_on_which_a_migration_fails_are_set_aside(var, monkeypatch):
    make_older(var, emails=[SAMPLE], people=1)
    monkeypatch.setattr(older_data, "foreign_migrations", lambda: "")
    calls = []

    def migrate():
        calls.append((var / "okoce.sqlite3").exists())
        if len(calls) == 1:
            raise django_error(sqlite_errorname="SQLITE_ERROR")

    with own_connection(NAME=var / "okoce.sqlite3"):
        older_data.bring_up_to_date(migrate, var)

    assert calls == [True, False]
    assert len(list(var.glob("aside-*"))) == 1


def test_a_shared_folder_is_not_closed(tmp_path):
    tmp_path.chmod(0o1777)
    (tmp_path / "okoce.sqlite3").touch()
    (tmp_path / "okoce.sqlite3").chmod(0o644)

    prepare.keep_private(tmp_path)

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o1777
    assert stat.S_IMODE((tmp_path / "okoce.sqlite3").stat().st_mode) == 0o600
