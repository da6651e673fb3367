"""A mail server for trying faults: takes mails, refuses them, says nothing, or is away. Keeps what it took."""

import socket
import socketserver
import threading
import time


class Sink:
    """`mode` is "take", "refuse", "silent" or "away"; `taken` are (receivers, text) of the mails taken."""

    def __init__(self):
        self.mode, self.taken, self._server = "take", [], None
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


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads, request_queue_size = True, True, 128

    def handle_error(self, *_):
        """A caller that hung up meanwhile is no fault of ours."""


class _Talk(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        sink = self.server.sink
        while sink.mode == "silent":
            time.sleep(0.2)
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
                text = b"".join(iter(self.rfile.readline, b".\r\n"))
                sink.taken.append((receivers, text.decode()))
                self.say("250 taken")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")
