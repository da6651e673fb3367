"""What a registration weighs: the bytes a phone with an empty cache is sent, from the first page to the receipt.

Counted are the pages of the walk and, once each, the static files that they and their style sheets name: the answer's
line, headers and body, compressed as for any browser that accepts gzip. What the phone sends, TCP and TLS are not.
"""

import gzip
import re
from collections import Counter
from urllib.parse import urljoin

from bench import client, walks
from bench.arithmetic import verdict

MUST, GOAL = 100, 80  # kB
KINDS = {
    "text/html": "pages",
    "application/json": "lists",
    "text/css": "styles",
    "text/javascript": "scripts",
    "font/woff2": "fonts",
    "image/svg+xml": "images",
}


class Wire:
    """A connection for a Walk that asks for gzip, keeps the size of each answer by kind, and which files were named."""

    def __init__(self, connection):
        self.connection, self.path = connection, ""
        self.bytes, self.answers, self.files = Counter(), Counter(), {}

    def request(self, method, path, body=None, headers=()):
        self.path = path
        self.connection.request(method, path, body, {"Accept-Encoding": "gzip"} | dict(headers))

    def getresponse(self):
        answer = self.connection.getresponse()
        content = answer.read()
        kind = KINDS[answer.getheader("Content-Type").partition(";")[0]]
        self.bytes[kind] += size_of(answer) + len(content)
        self.answers[kind] += 1
        if answer.getheader("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        if kind in ("pages", "styles"):
            self.files |= dict.fromkeys(files_in(content.decode(), self.path))
        return Opened(answer, content)

    def fetch_files(self):
        """Ask for every file that was named, once; style sheets name more. Return what went wrong, or None."""
        fetched = set()
        while waiting := [path for path in self.files if path not in fetched]:
            for path in waiting:
                fetched.add(path)
                self.request("GET", path)
                if (status := self.getresponse().status) != 200:
                    return f"{path}: {status}"

    @property
    def kilobytes(self):
        return self.bytes.total() / 1000


class Opened:
    """An answer whose body has been read and decompressed."""

    def __init__(self, answer, content):
        self.status, self.headers, self.content = answer.status, answer.headers, content
        self.getheader = answer.getheader

    def read(self):
        return self.content


def size_of(answer):
    """Bytes of an answer's line and headers, with the empty line after them."""
    lines = [
        f"HTTP/1.1 {answer.status} {answer.reason}",
        *(f"{name}: {value}" for name, value in answer.headers.items()),
    ]
    return sum(len(line) + 2 for line in lines) + 2


def files_in(text, path):
    """Addresses of the static files that a page or a style sheet at this path names, without those it contains."""
    named = re.findall(r'(?:href|src)="(/static/[^"#]+)"', text)
    if path.startswith("/static/"):
        named = re.findall(r"url\([\"']?(?!data:)([^\"')#]+)", text)
    return [urljoin(path, name) for name in named]


def weigh(connection, walk):
    """Return (what came over the wire, what went wrong or None)."""
    wire = Wire(connection)
    return wire, walk.visit(wire) or wire.fetch_files()


def measure(port, ground):
    """The lines of the report, for the portal at this port."""
    connection = client.connect(port)
    wire, wrong = weigh(connection, walks.registrations(ground, 1)[0])
    connection.close()
    return lines(wire, wrong)


def lines(wire, wrong=None):
    found = verdict(wire.kilobytes, MUST, GOAL) if wrong is None else f"WRONG ANSWER: {wrong}"
    kinds = [f"{wire.answers[kind]} × {kind}" for kind in wire.bytes]
    return [
        f"| Registration, empty cache: kB over the wire, gzip | {' | '.join(kinds)} | **all** | must | goal | |",
        f"| --- |{' --: |' * (len(kinds) + 3)} --- |",
        f"| | {' | '.join(f'{size / 1000:.1f}' for size in wire.bytes.values())} "
        f"| **{wire.kilobytes:.1f}** | ≤ {MUST} | ≤ {GOAL} | {found} |",
    ]
