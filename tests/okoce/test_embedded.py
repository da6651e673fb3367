"""The embedded portal's keys: made once, and never where people's keys are missing."""

import json
import sqlite3
import stat

import pytest

from okoce.keys import people as registered
from okoce.keys import shape
from okoce.keys.embedded import embedded_keys
from okoce.keys.start import keep_new_keys
from okoce.own_connection import own_connection
from participants.people.models import Participant

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def database(tmp_path):
    return tmp_path / "okoce.sqlite3"


@pytest.fixture
def people(database):
    """A database with one row in the register; its columns do not matter here."""
    with sqlite3.connect(database) as connection:
        connection.execute(f"CREATE TABLE {registered.TABLES[0]} (id INTEGER)")
        connection.execute(f"INSERT INTO {registered.TABLES[0]} VALUES (1)")  # noqa: S608
    connection.close()


def test_the_register_is_looked_for_under_its_name():
    assert Participant._meta.db_table == registered.TABLES[0]


def test_keys_are_made_once_strong_and_for_their_owner_only(tmp_path, database):
    path = tmp_path / "var/keys.json"

    keys = embedded_keys(path, database=database)

    assert shape.problems(**keys) == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert embedded_keys(path, database=database) == keys
    assert [each.name for each in path.parent.iterdir()] == ["keys.json"]


@pytest.fixture
def start(settings, database):
    """Take what settings would take for keys, and load the apps, in a process over this database."""

    def start(path):
        settings.KEYS_KEPT_IN = path
        settings.EMBEDDED_KEYS = embedded_keys(path, database=database)
        with own_connection(NAME=database):
            keep_new_keys()
        return settings.EMBEDDED_KEYS

    return start


def test_no_new_keys_are_kept_where_people_exist(tmp_path, database, people, start, capsys):
    path = tmp_path / "keys.json"

    with pytest.raises(SystemExit) as end:
        start(path)

    assert end.value.code == 3
    assert capsys.readouterr().err == (
        f"{path} tidak ada, padahal {database} berisi data peserta yang disegel dengannya; "
        f"kembalikan {path} dari cadangan, lalu jalankan lagi.\n"
    )
    assert not path.exists()


def test_the_right_keys_put_back_are_read_as_before(tmp_path, database, people):
    path = tmp_path / "keys.json"
    made = embedded_keys(path, database=tmp_path / "none.sqlite3")

    assert embedded_keys(path, database=database) == made


@pytest.mark.parametrize("table", ["somebody_else", *registered.TABLES])
def test_a_database_without_people_gets_keys(tmp_path, database, start, table):
    sqlite3.connect(database).execute(f"CREATE TABLE {table} (id INTEGER)").connection.close()
    path = tmp_path / "keys.json"

    keys = start(path)

    assert shape.problems(**keys) == []
    assert embedded_keys(path, database=database) == keys


def test_of_two_that_start_at_once_over_a_database_without_people_one_ends(tmp_path, database, start, settings, capsys):
    sqlite3.connect(database).close()
    path = tmp_path / "keys.json"
    database.touch()
    ours = embedded_keys(path, database=database)
    theirs = start(path)
    settings.EMBEDDED_KEYS = ours

    with pytest.raises(SystemExit) as end:
        keep_new_keys()

    assert end.value.code == 3
    assert capsys.readouterr().err == f"{path} baru saja dibuat oleh proses lain; jalankan lagi.\n"
    assert embedded_keys(path, database=database) == theirs != ours


GOOD = {"secret_key": "a", "nik_keys": ["b"], "nik_hmac_key": "c"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"secret_key": "a", "nik_',
        "[]",
        "null",
        json.dumps({name: value for name, value in GOOD.items() if name != "nik_hmac_key"}),
        json.dumps(GOOD | {"nik_keys": "b"}),
        json.dumps(GOOD | {"nik_keys": [1]}),
        json.dumps(GOOD | {"secret_key": None}),
        b"\xff\xfe",
    ],
)
def test_a_file_that_is_not_whole_is_refused_and_left_alone(tmp_path, database, people, capsys, text):
    path = tmp_path / "keys.json"
    path.write_bytes(content := text if isinstance(text, bytes) else text.encode())

    with pytest.raises(SystemExit) as end:
        embedded_keys(path, database=database)

    assert end.value.code == 3
    assert capsys.readouterr().err == f"{path} tidak utuh; kembalikan dari cadangan, lalu jalankan lagi.\n"
    assert path.read_bytes() == content


def test_without_people_such_a_file_may_go(tmp_path, database, capsys):
    path = tmp_path / "keys.json"
    path.write_text("")

    with pytest.raises(SystemExit):
        embedded_keys(path, database=database)

    assert "atau hapus berkas itu supaya dibuat yang baru" in capsys.readouterr().err
