"""Keyed hashes by which an identity number is found (okoce/sealing.py keeps it readable for those with the key)."""

import hashlib
import hmac

from django.conf import settings


def digest(nik: str) -> str:
    """Keyed hash (HMAC-SHA-256, hex, 64 characters) by which a NIK is found and kept unique."""
    return _digest(nik, settings.NIK_HMAC_KEY)


def digests(nik: str) -> list[str]:
    """Every digest it may still be found by, while the key is being changed."""
    return [_digest(nik, key) for key in (settings.NIK_HMAC_KEY, *settings.NIK_HMAC_OLD_KEYS)]


def _digest(nik, key):
    return hmac.new(key.encode(), nik.encode(), hashlib.sha256).hexdigest()
