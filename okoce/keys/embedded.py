"""Keys of the embedded portal: made once, kept in the folder of its database, never committed."""

import base64
import json
import os
import secrets
from pathlib import Path

from okoce.keys.refusal import refuse


def embedded_keys(path: Path, *, database: Path) -> dict:
    """Return the keys in this file, or new ones. Ends the start where the file is not whole.

    New keys are written at once, unless the database is there already: people may be registered in it whose keys are
    lost. Settings cannot ask it; okoce/keys does as soon as the ORM can (`start.keep_new_keys`).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        made = _make()
        return made if database.exists() else keep(made, path)
    keys = read(path)
    if keys is None:
        way_out = "" if database.exists() else ", atau hapus berkas itu supaya dibuat yang baru"
        refuse(f"{path} tidak utuh; kembalikan dari cadangan{way_out}, lalu jalankan lagi.")
    return keys if "access_log_key" in keys else _with_log_key(keys, path)


def _with_log_key(keys, path):
    """Add the key of the access log to keys that are older than it."""
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(keys | {"access_log_key": secrets.token_urlsafe(48)}, indent=1))
    draft.replace(path)
    return read(path)


def keep(keys, path):
    """Write the keys; return those in the file, which are others where another process was first."""
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(keys, indent=1))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return read(path)


def _make():
    return {
        "secret_key": secrets.token_urlsafe(48),
        "nik_keys": [base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()],
        "nik_hmac_key": secrets.token_urlsafe(48),
        "access_log_key": secrets.token_urlsafe(48),
    }


def read(path):
    """Return the keys, or None where the file is not there or not what was once written."""
    try:
        keys = json.loads(path.read_text())
        texts = [keys["secret_key"], keys["nik_hmac_key"], *keys["nik_keys"]]
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None
    return keys if all(isinstance(text, str) for text in texts) and isinstance(keys["nik_keys"], list) else None
