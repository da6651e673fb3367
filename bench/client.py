"""The load client: so many visits by so many connections that are kept open, and no visit twice.

A visit is one request, a few in turn, or a walk by one browser; all have `visit(connection)`, which returns what went
wrong in one line, or nothing.
"""

import http.client
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Request:
    path: str
    headers: tuple = ()  # of (name, value)
    body: bytes | None = None
    status: int = 200
    goes_to: str = ""  # a pattern the Location has to begin with

    @property
    def method(self):
        return "GET" if self.body is None else "POST"

    def visit(self, connection):
        connection.request(self.method, self.path, self.body, dict(self.headers))
        answer = connection.getresponse()
        answer.read()
        place = answer.getheader("Location", "")
        if answer.status != self.status or not re.match(self.goes_to, place):
            return f"{self.path}: {answer.status} {place}"


@dataclass(frozen=True)
class InTurn:
    """A few requests, one after the other, that need nothing of each other's answers."""

    requests: tuple

    def visit(self, connection):
        return next(filter(None, [request.visit(connection) for request in self.requests]), None)


@dataclass(frozen=True)
class Walk:
    """Several pages by one browser: `steps(browser)` opens and sends them, and raises WrongAnswer."""

    steps: Callable
    headers: tuple = ()  # sent with every request

    def visit(self, connection):
        try:
            self.steps(Browser(connection, self.headers))
        except WrongAnswer as wrong:
            return str(wrong)


class WrongAnswer(Exception):
    """A page was not what the walk needs to go on."""


class Browser:
    """Keeps cookies, sends forms with the token of the page it has seen, and counts what it was sent."""

    def __init__(self, connection, headers=()):
        self.connection, self.headers, self.cookies = connection, dict(headers), {}
        if kept := self.headers.pop("Cookie", ""):
            self.cookies.update(pair.split("=", 1) for pair in kept.split("; "))
        self.page, self.requests, self.bytes = "", 0, 0

    def open(self, path, *, status=200):
        """The page, as text."""
        answer = self._ask("GET", path)
        if answer.status != status:
            raise WrongAnswer(f"{path}: {answer.status} instead of {status}")
        return self.page

    def send(self, path, fields, *, goes_to):
        """Send a form with the token of the page that is open; returns the address it leads to."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page)
        if not token:
            raise WrongAnswer(f"{path}: the page before it has no form")
        body = urlencode({"csrfmiddlewaretoken": token[1]} | fields, doseq=True)
        answer = self._ask("POST", path, body.encode(), {"Content-Type": "application/x-www-form-urlencoded"})
        place = answer.getheader("Location", "")
        if answer.status != 302 or not re.match(goes_to, place):
            raise WrongAnswer(f"{path}: {answer.status} {place}")
        return place

    def _ask(self, method, path, body=None, headers=()):
        sent = self.headers | dict(headers)
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, sent)
        answer = self.connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        self.requests, self.bytes = self.requests + 1, self.bytes + len(content)
        if method == "GET":
            self.page = content.decode()
        return answer


def play(port, visits, clients):
    """(wall seconds, milliseconds of each visit, what was not answered as it should be)."""
    waiting, latencies, errors = iter(visits), [], []
    threads = [threading.Thread(target=_run, args=(port, waiting, latencies, errors)) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began, latencies, errors


def connect(port):
    return http.client.HTTPConnection("127.0.0.1", port, timeout=60)


def _run(port, waiting, latencies, errors):
    connection = connect(port)
    for visit in waiting:  # a list's iterator hands each item to one thread only
        began = time.perf_counter()
        try:
            wrong = visit.visit(connection)
        except (OSError, http.client.HTTPException) as broken:
            errors.append(f"{visit}: {broken!r}")
            connection.close()
            continue
        latencies.append(1000 * (time.perf_counter() - began))
        if wrong:
            errors.append(wrong)
    connection.close()
