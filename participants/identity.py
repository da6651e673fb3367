"""Identity numbers at rest: sealed for reading back, hashed for finding."""

import functools
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


@functools.cache
def _box(keys):
    return MultiFernet([Fernet(key) for key in keys])


def seal(text: str) -> bytes:
    """Encrypt with the newest key."""
    return seal_bytes(text.encode())


def seal_bytes(content: bytes) -> bytes:
    return _box(tuple(settings.NIK_KEYS)).encrypt(content)


def unseal(sealed: bytes) -> str:
    """Decrypt with whichever key of NIK_KEYS fits."""
    return unseal_bytes(sealed).decode()


def unseal_bytes(sealed: bytes) -> bytes:
    return _box(tuple(settings.NIK_KEYS)).decrypt(bytes(sealed))


def reseal(sealed: bytes) -> bytes:
    """The same secret under the newest key."""
    return _box(tuple(settings.NIK_KEYS)).rotate(bytes(sealed))


def is_newest(sealed: bytes) -> bool:
    """Whether the newest key of NIK_KEYS sealed it."""
    try:
        _box((settings.NIK_KEYS[0],)).decrypt(bytes(sealed))
    except InvalidToken:
        return False
    return True


def digest(nik: str) -> str:
    """Keyed hash (HMAC-SHA-256, hex, 64 characters) by which a NIK is found and kept unique."""
    return _digest(nik, settings.NIK_HMAC_KEY)


def digests(nik: str) -> list[str]:
    """Every digest it may still be found by, while the key is being changed."""
    return [_digest(nik, key) for key in (settings.NIK_HMAC_KEY, *settings.NIK_HMAC_OLD_KEYS)]


def _digest(nik, key):
    return hmac.new(key.encode(), nik.encode(), hashlib.sha256).hexdigest()
