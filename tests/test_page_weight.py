"""What a registration weighs on a phone with an empty cache: the walk of `make bench`, with its static files."""

import gzip
from email.message import Message
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.template.autoreload import reset_loaders
from django.test import Client

from bench import walks, wire
from bench.client import Walk
from tests.factories.registrations import typed_steps

# What gunicorn adds to every answer.
SERVER_LINES = {"Server": "gunicorn", "Date": "Fri, 27 Nov 2026 21:24:00 GMT", "Connection": "keep-alive"}


class Visitor:
    """A connection to the portal of this process."""

    def __init__(self):
        self.client = Client(enforce_csrf_checks=True)

    def request(self, method, path, body=None, headers=()):
        kind = headers.get("Content-Type", "application/octet-stream")
        self.response = self.client.generic(method, path, body or b"", kind, headers=headers)

    def getresponse(self):
        headers = Message()
        for name, value in [*SERVER_LINES.items(), *self.response.items()]:
            headers[name] = value
        for morsel in self.response.cookies.values():
            headers["Set-Cookie"] = morsel.OutputString()
        return answered(self.response.status_code, self.response.reason_phrase, headers, self.response.getvalue())


def answered(status, reason, headers, content):
    """An answer as http.client gives it."""
    return SimpleNamespace(status=status, reason=reason, headers=headers, getheader=headers.get, read=lambda: content)


@pytest.fixture
def collected(settings, tmp_path):
    """Static files as production serves them: collected, fingerprinted and compressed beforehand."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]  # ours; the admin has more
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    call_command("collectstatic", interactive=False, verbosity=0)
    reset_loaders()  # addresses of static files are drawn while a template is compiled
    yield
    reset_loaders()


@pytest.mark.django_db
def test_a_registration_with_an_empty_cache_weighs_at_most_100_kilobytes(collected):
    call_command("load_reference", verbosity=0)
    ground = SimpleNamespace(typed_steps=typed_steps, address=lambda: "10.0.0.1")
    [walk] = walks.registrations(ground, 1)

    weighed, wrong = wire.weigh(Visitor(), walk)

    assert wrong is None
    assert weighed.answers["pages"] + weighed.answers["lists"] == 14
    assert {"styles", "scripts", "fonts", "images"} < set(weighed.answers)
    assert weighed.kilobytes <= wire.MUST, wire.lines(weighed)


# --- How it is weighed -----------------------------------------------------------------------------------

PAGE = b"""<link href="/static/css/a.css"><script src="/static/a.js"></script>
    <a href="/daftar/">Daftar</a><img src="/static/a.svg">"""
FILES = {
    "/": ("text/html; charset=utf-8", PAGE),
    "/static/css/a.css": (
        "text/css",
        b"@font-face{src:url(../f.woff2)} a{background:url('data:x')} b{background:url(../a.svg)}",
    ),
    "/static/a.js": ("text/javascript", b"1"),
    "/static/a.svg": ("image/svg+xml", b"<svg/>"),
    "/static/f.woff2": ("font/woff2", b"\xff\xfe"),
}


class Shelf:
    """A connection that serves FILES, those of text compressed, and keeps what was asked."""

    def __init__(self, missing=()):
        self.asked, self.missing = [], missing

    def request(self, method, path, body=None, headers=()):
        self.asked.append((path, headers["Accept-Encoding"]))

    def getresponse(self):
        path, _ = self.asked[-1]
        kind, content = FILES[path]
        headers = Message()
        headers["Content-Type"] = kind
        if kind.startswith("text/"):
            headers["Content-Encoding"] = "gzip"
            content = gzip.compress(content)
        return answered(404 if path in self.missing else 200, "OK", headers, content)


def test_each_file_that_a_page_or_its_styles_name_is_fetched_once_and_compressed():
    shelf = Shelf()

    weighed, wrong = wire.weigh(shelf, Walk(lambda browser: [browser.open("/"), browser.open("/")]))

    assert wrong is None
    assert shelf.asked == [(path, "gzip") for path in ["/", *FILES]]
    assert weighed.answers == {"pages": 2, "styles": 1, "scripts": 1, "images": 1, "fonts": 1}


def test_the_weight_is_that_of_line_headers_and_compressed_body():
    weighed, _ = wire.weigh(Shelf(), Walk(lambda browser: browser.open("/")))

    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n\r\n"
    assert weighed.bytes["pages"] == len(head) + len(gzip.compress(PAGE))
    assert weighed.bytes["fonts"] == len("HTTP/1.1 200 OK\r\nContent-Type: font/woff2\r\n\r\n") + 2


def test_a_file_that_is_missing_is_a_wrong_answer():
    weighed, wrong = wire.weigh(Shelf(missing=["/static/f.woff2"]), Walk(lambda browser: browser.open("/")))

    assert wrong == "/static/f.woff2: 404"
    assert "WRONG ANSWER: /static/f.woff2: 404" in wire.lines(weighed, wrong)[-1]


@pytest.mark.parametrize(("size", "verdict"), [(80_000, "goal"), (100_000, "must"), (100_001, "MISSES")])
def test_a_weight_is_compared_with_what_it_must_be(size, verdict):
    weighed = wire.Wire(None)
    weighed.bytes["pages"], weighed.answers["pages"] = size, 1

    assert wire.lines(weighed)[-1].endswith(f"| {verdict} |")
