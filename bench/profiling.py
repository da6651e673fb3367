"""The portal's answers made in this process: which statements one takes, and where its Python spends the time."""

import cProfile
import io
import pstats
import re
from email.message import Message

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


class Inside:
    """The portal in this process, spoken to as the load client speaks to a server."""

    def __init__(self):
        self.client, self.bytes = Client(), 0

    def request(self, method, path, body, headers):
        headers = dict(headers)
        content_type = headers.pop("Content-Type", "")
        self.client.cookies.clear()  # those of the headers count
        words = {"HTTP_HOST": "127.0.0.1", "headers": headers}
        if method == "GET":
            answer = self.client.get(path, **words)
        else:
            answer = self.client.post(path, body, content_type=content_type, **words)
        self.answer = Answer(answer)
        self.bytes += len(self.answer.content)

    def getresponse(self):
        return self.answer


class Answer:
    """An answer of Django's test client in the words of http.client."""

    def __init__(self, response):
        self.status, self.headers = response.status_code, Message()
        for name, value in response.items():
            self.headers[name] = value
        for morsel in response.cookies.values():
            self.headers["Set-Cookie"] = morsel.OutputString()
        self.content = b"".join(response.streaming_content) if response.streaming else response.content

    def read(self):
        return self.content

    def getheader(self, name, default=None):
        return self.headers.get(name, default)


def statements(visit):
    """What is sent to the database for this visit, begin and commit left out."""
    return counted(visit)[0]


def counted(visit):
    """(statements, bytes of the answers before compression) of one visit. Raises RuntimeError for a wrong answer."""
    inside = Inside()
    with CaptureQueriesContext(connection) as seen:
        wrong = visit.visit(inside)
    if wrong:
        raise RuntimeError(wrong)
    return without_transactions(seen), inside.bytes


def without_transactions(seen):
    edges = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return [query["sql"] for query in seen.captured_queries if query["sql"].split()[0] not in edges]


def profiled(requests):
    """The statements of one request and the fifty dearest functions over all of them."""
    inside = Inside()
    listing = "\n".join(f"{number}. {_short(sql)}" for number, sql in enumerate(statements(requests[0]), start=1))
    for request in requests[1:5]:
        request.visit(inside)
    recorder, text = cProfile.Profile(), io.StringIO()
    recorder.enable()
    for request in requests[5:]:
        request.visit(inside)
    recorder.disable()
    stats = pstats.Stats(recorder, stream=text)
    stats.sort_stats("cumulative").print_stats(70)
    stats.sort_stats("tottime").print_stats(40)
    return f"{listing}\n\n{len(requests) - 5} requests\n{text.getvalue()}"


def _short(sql):
    """Without the columns, which say least."""
    return re.sub(r"SELECT .{80,}? FROM ", "SELECT … FROM ", sql, flags=re.DOTALL)[:300]
