"""Encryption at rest: text and bytes sealed with the newest key, opened with whichever key fits."""

import functools

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


@functools.cache
def _fernet(keys):
    return MultiFernet([Fernet(key) for key in keys])


def seal(text: str) -> bytes:
    """Encrypt with the newest key."""
    return seal_bytes(text.encode())


def seal_bytes(content: bytes) -> bytes:
    return _fernet(tuple(settings.NIK_KEYS)).encrypt(content)


def unseal(sealed: bytes) -> str:
    """Decrypt with whichever key of NIK_KEYS fits; InvalidToken when none does."""
    return unseal_bytes(sealed).decode()


def unseal_bytes(sealed: bytes) -> bytes:
    return _fernet(tuple(settings.NIK_KEYS)).decrypt(bytes(sealed))


def reseal(sealed: bytes) -> bytes:
    """The same secret under the newest key."""
    return _fernet(tuple(settings.NIK_KEYS)).rotate(bytes(sealed))


def is_newest(sealed: bytes) -> bool:
    """Whether the newest key of NIK_KEYS sealed it."""
    try:
        _fernet((settings.NIK_KEYS[0],)).decrypt(bytes(sealed))
    except InvalidToken:
        return False
    return True
