"""A mail server for trying faults: takes mails, refuses them, says nothing, is slow, or is away. Keeps what it took."""

import contextlib
import datetime as dt
import socket
import socketserver
import threading
import time
from collections import Counter
from typing import NamedTuple

from okoce.clock import now

# Where the server may be slow, and what it has done for the mail by then.
STAGES = {
    "greeting": "connected, the server has said nothing",
    "taken": "its text taken by the server, the answer not yet given",
    "goodbye": "its text taken and answered, the connection still open",
}


class Mail(NamedTuple):
    receivers: list
    text: str
    at: dt.datetime


class Sink:
    """`mode` is "take", "refuse", "silent" or "away"; `mails` are those taken.

    `delays` are the seconds that a mail waits which comes to a stage now; none waits on when they are emptied.
    `waiting` counts the mails at each stage.
    """

    def __init__(self):
        self.mode, self.mails, self._server = "take", [], None
        self.delays, self.waiting, self._lock = {}, Counter(), threading.Lock()
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port = door.getsockname()[1]
        self.set("take")

    def set(self, mode):
        self.mode = mode
        if mode == "away" and self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
        elif mode != "away" and self._server is None:
            self._server = _Server(("127.0.0.1", self.port), _Talk)
            self._server.sink = self
            threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def wait(self, stage):
        """Wait as long as this stage is slow."""
        with self._lock:
            self.waiting[stage] += 1
        until = time.monotonic() + self.delays.get(stage, 0)
        while self.delays and time.monotonic() < until:
            time.sleep(0.02)
        with self._lock:
            self.waiting[stage] -= 1

    @contextlib.contextmanager
    def slow(self, seconds):
        """Wait so long at each stage of each mail."""
        self.delays = dict.fromkeys(STAGES, seconds)
        try:
            yield
        finally:
            self.delays = {}


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads, request_queue_size = True, True, 128
    block_on_close = False

    def handle_error(self, *_):
        """A caller that hung up meanwhile is no fault of ours."""


class _Talk(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        sink = self.server.sink
        while sink.mode == "silent":
            time.sleep(0.2)
        sink.wait("greeting")
        self.say("220 sink")
        receivers = []
        while line := self.rfile.readline():
            verb = line.split(b" ")[0].strip().upper()
            if verb == b"RCPT" and sink.mode == "refuse":
                self.say("451 later")
            elif verb == b"RCPT":
                receivers.append(line.split(b"<")[1].split(b">")[0].decode())
                self.say("250 ok")
            elif verb == b"DATA":
                self.say("354 go on")
                text = self._text()
                if text is None:
                    return
                sink.mails.append(Mail(receivers, text, now()))
                sink.wait("taken")
                self.say("250 taken")
            elif verb == b"QUIT":
                sink.wait("goodbye")
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def _text(self):
        """What follows DATA up to the line with a dot; None when the caller hung up before it."""
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return None
            lines.append(line)
        return b"".join(lines).decode()
