"""The load client: so many requests by so many connections that are kept open, and no request twice."""

import http.client
import re
import threading
import time
from dataclasses import dataclass


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


def play(port, requests, clients):
    """(wall seconds, milliseconds of each request, what was not answered as it should be)."""
    waiting, latencies, errors = iter(requests), [], []
    threads = [threading.Thread(target=_run, args=(port, waiting, latencies, errors)) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began, latencies, errors


def _run(port, waiting, latencies, errors):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for request in waiting:  # a list's iterator hands each item to one thread only
        began = time.perf_counter()
        try:
            connection.request(request.method, request.path, request.body, dict(request.headers))
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as broken:
            errors.append(f"{request.path}: {broken!r}")
            connection.close()
            continue
        latencies.append(1000 * (time.perf_counter() - began))
        place = answer.getheader("Location", "")
        if answer.status != request.status or not re.match(request.goes_to, place):
            errors.append(f"{request.path}: {answer.status} {place}")
    connection.close()
