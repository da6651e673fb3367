"""Circuit breakers: who has just failed to answer is left alone for a while, so that nobody waits for it again.

Known to each process by itself.
"""

import threading
from time import monotonic
from urllib.parse import urlsplit

_BREAKERS = {}


def breaker(name, *, seconds):
    """Return the breaker of this process for a server, the same one for the same name."""
    return _BREAKERS.setdefault(name, Breaker(seconds))


def server_breaker(url, *, seconds):
    """Return the breaker for the server of a URL, whichever of its databases is named."""
    parts = urlsplit(url)
    return breaker(parts.netloc.rpartition("@")[2] or parts.path, seconds=seconds)


def forget():
    """Close every breaker, for tests."""
    for known in _BREAKERS.values():
        known.close()


class Breaker:
    """Open for `seconds` after each failure; then a single caller may try while the others still go without."""

    def __init__(self, seconds):
        self.seconds = seconds
        self._lock = threading.Lock()
        self._opened_until = None

    def allows(self):
        """Whether to ask the server now. The first caller after the pause is let through and keeps the pause going."""
        if self._opened_until is None:
            return True
        with self._lock:
            if self._opened_until is None:
                return True
            if monotonic() < self._opened_until:
                return False
            self._opened_until = monotonic() + self.seconds
            return True

    def open(self):
        """The server did not answer."""
        with self._lock:
            self._opened_until = monotonic() + self.seconds

    def close(self):
        """The server answered."""
        if self._opened_until is not None:
            with self._lock:
                self._opened_until = None
