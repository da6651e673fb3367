"""The portal's answers made in this process: which statements one takes, and where its Python spends the time."""

import cProfile
import io
import pstats
import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def answer(client, request):
    headers = {name: value for name, value in request.headers if name != "Content-Type"}
    client.cookies.clear()
    words = {"HTTP_HOST": "127.0.0.1", "headers": headers}
    if request.body is None:
        return client.get(request.path, **words)
    return client.post(request.path, request.body, content_type="application/x-www-form-urlencoded", **words)


def statements(request):
    """What is sent to the database for this request, begin and commit left out."""
    with CaptureQueriesContext(connection) as seen:
        given = answer(Client(), request)
    if given.status_code != request.status:
        raise RuntimeError(f"{request.path}: {given.status_code} instead of {request.status}")
    return without_transactions(seen)


def without_transactions(seen):
    edges = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return [query["sql"] for query in seen.captured_queries if query["sql"].split()[0] not in edges]


def profiled(requests):
    """The statements of one request and the fifty dearest functions over all of them."""
    client = Client()
    listing = "\n".join(f"{number}. {_short(sql)}" for number, sql in enumerate(statements(requests[0]), start=1))
    for request in requests[1:5]:
        answer(client, request)
    recorder, text = cProfile.Profile(), io.StringIO()
    recorder.enable()
    for request in requests[5:]:
        answer(client, request)
    recorder.disable()
    stats = pstats.Stats(recorder, stream=text)
    stats.sort_stats("cumulative").print_stats(70)
    stats.sort_stats("tottime").print_stats(40)
    return f"{listing}\n\n{len(requests) - 5} requests\n{text.getvalue()}"


def _short(sql):
    """Without the columns, which say least."""
    return re.sub(r"SELECT .{80,}? FROM ", "SELECT … FROM ", sql, flags=re.DOTALL)[:300]
