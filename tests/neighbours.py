"""Servers that fail: one that accepts and says nothing, and how often somebody called."""

import socket
import threading
from contextlib import contextmanager


class Silent:
    """Accepts every connection and never answers."""

    def __init__(self):
        self.calls = 0
        self._door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._door.getsockname()[1]
        self._kept = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            self.calls += 1
            self._kept.append(line)

    def close(self):
        self._door.close()
        for line in self._kept:
            line.close()


@contextmanager
def silent_server():
    server = Silent()
    try:
        yield server
    finally:
        server.close()
