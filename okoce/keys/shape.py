"""What a key must look like, as far as can be known without the data. Pure; settings ask it at every start."""

import base64
import binascii

SHORTEST = 32  # characters of a secret; scripts/make_keys.py makes 64
FEWEST = 5  # different characters or bytes; fewer were typed, not drawn
WHERE_FROM = "kembalikan kunci yang semula dari cadangan; untuk pasang baru, buat dengan: python3 scripts/make_keys.py"


def problems(*, secret_key, nik_keys, nik_hmac_key, access_log_key):
    """Return a sentence for each key that is empty, malformed or too weak. No sentence holds any of a key."""
    found = [
        f"{name} kosong atau terlalu lemah (sedikitnya {SHORTEST} karakter acak); {WHERE_FROM}."
        for name, secret in _secrets(secret_key, nik_hmac_key, access_log_key)
        if not _is_strong(secret)
    ]
    if not nik_keys:
        found.append(f"NIK_KEYS kosong; {WHERE_FROM}.")
    elif not all(map(_is_sealing_key, nik_keys)):
        found.append(f"NIK_KEYS berisi yang bukan kunci Fernet (44 karakter base64); {WHERE_FROM}.")
    return found


def _secrets(secret_key, nik_hmac_key, access_log_key):
    return (("SECRET_KEY", secret_key), ("NIK_HMAC_KEY", nik_hmac_key), ("ACCESS_LOG_KEY", access_log_key))


def _is_strong(secret):
    return len(secret.strip()) >= SHORTEST and len(set(secret)) >= FEWEST


def _is_sealing_key(key):
    """32 random bytes, read as strictly as Fernet reads them or stricter."""
    try:
        content = base64.b64decode(key, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return False
    return len(content) == 32 and len(set(content)) >= FEWEST
