"""Keys of the embedded portal: made once, kept in the folder of its database, never committed.

Read while settings are loaded, before there is an ORM; so it looks into the database file by itself.
"""

import base64
import json
import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from okoce.keys.refusal import refuse

PEOPLE = ("people_participant", "participants_participant")  # the table today, and in data of older versions


def embedded_keys(path: Path, *, database: Path) -> dict:
    """Return the keys, made now if there are none. Ends the start where people exist without their keys."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        if has_people(database):
            refuse(
                f"{path} tidak ada, padahal {database} berisi data peserta yang disegel dengannya; "
                f"kembalikan {path} dari cadangan, lalu jalankan lagi."
            )
        _make(path)
    keys = _read(path)
    if keys is None:
        way_out = "" if has_people(database) else ", atau hapus berkas itu supaya dibuat yang baru"
        refuse(f"{path} tidak utuh; kembalikan dari cadangan{way_out}, lalu jalankan lagi.")
    return keys


def has_people(database: Path) -> bool:
    """Whether somebody is registered in this SQLite file; a file that is not there holds nobody."""
    if not database.exists():
        return False
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True, timeout=20)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return any(
            connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()  # noqa: S608
            for table in PEOPLE
            if table in tables
        )


def _make(path):
    """Two processes starting at once end with the same file."""
    keys = {
        "secret_key": secrets.token_urlsafe(48),
        "nik_keys": [base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()],
        "nik_hmac_key": secrets.token_urlsafe(48),
    }
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(keys, indent=1))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _read(path):
    """The three keys, or None where the file is not what was once written."""
    try:
        keys = json.loads(path.read_text())
        texts = [keys["secret_key"], keys["nik_hmac_key"], *keys["nik_keys"]]
    except (ValueError, TypeError, KeyError):
        return None
    return keys if all(isinstance(text, str) for text in texts) and isinstance(keys["nik_keys"], list) else None
