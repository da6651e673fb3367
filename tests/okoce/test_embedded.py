"""The embedded portal's keys: made once, and never where people's keys are missing."""

import json
import sqlite3
import stat

import pytest

from okoce import embedded_keys as embedded
from okoce.embedded_keys import embedded_keys
from okoce.keys import shape
from participants.people.models import Participant

pytestmark = pytest.mark.once


@pytest.fixture
def database(tmp_path):
    return tmp_path / "okoce.sqlite3"


@pytest.fixture
def people(database):
    """A database with one row in the register; its columns do not matter here."""
    with sqlite3.connect(database) as connection:
        connection.execute(f"CREATE TABLE {embedded.PEOPLE[0]} (id INTEGER)")
        connection.execute(f"INSERT INTO {embedded.PEOPLE[0]} VALUES (1)")  # noqa: S608
    connection.close()


def test_the_register_is_looked_for_under_its_name():
    assert Participant._meta.db_table == embedded.PEOPLE[0]


def test_keys_are_made_once_strong_and_for_their_owner_only(tmp_path, database):
    path = tmp_path / "var/keys.json"

    keys = embedded_keys(path, database=database)

    assert shape.problems(**keys) == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert embedded_keys(path, database=database) == keys
    assert [each.name for each in path.parent.iterdir()] == ["keys.json"]


def test_no_new_keys_are_made_where_people_exist(tmp_path, database, people, capsys):
    path = tmp_path / "keys.json"

    with pytest.raises(SystemExit) as end:
        embedded_keys(path, database=database)

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


@pytest.mark.parametrize("table", ["somebody_else", *embedded.PEOPLE])
def test_a_database_without_people_gets_keys(tmp_path, database, table):
    sqlite3.connect(database).execute(f"CREATE TABLE {table} (id INTEGER)").connection.close()

    assert shape.problems(**embedded_keys(tmp_path / "keys.json", database=database)) == []


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
