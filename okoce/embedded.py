"""Keys of the embedded portal: made once, kept beside its database, never committed."""

import base64
import json
import os
import secrets
from pathlib import Path


def _fernet_key():
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def embedded_keys(path: Path) -> dict:
    """Read the keys, or make them. Two processes starting at once end with the same file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        keys = {
            "secret_key": secrets.token_urlsafe(48),
            "nik_keys": [_fernet_key()],
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
    return json.loads(path.read_text())
