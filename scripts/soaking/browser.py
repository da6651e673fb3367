"""A browser without a screen: pages and forms over HTTP, each request on a connection of its own, all counted."""

import http.client
import http.cookiejar
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections import Counter
from contextlib import contextmanager

import lxml.html

PATIENCE = 180  # seconds; only bounds a hang


class Tally:
    """What all browsers met. A request that a killed web process was answering may be cut off; no other may."""

    def __init__(self):
        self.counts, self.faults, self.kills = Counter(), [], []
        self._lock = threading.Lock()

    def count(self, what):
        with self._lock:
            self.counts[what] += 1

    def fault(self, sentence):
        with self._lock:
            self.faults.append(sentence)

    @contextmanager
    def killing_web(self):
        """From before the kill until another web process has started."""
        kill = {"ended": float("inf")}
        self.kills.append(kill)
        yield
        kill["ended"] = time.monotonic()

    def web_was_killed_since(self, instant):
        return any(kill["ended"] >= instant for kill in self.kills)


class Page:
    def __init__(self, address, content):
        self.address = address
        self.path = urllib.parse.urlsplit(address).path
        self.tree = lxml.html.fromstring(content or b"<html></html>", base_url=address)

    def form(self, action):
        """The form that posts to an address ending so, or None."""
        for form in self.tree.forms:
            if (form.method or "").upper() == "POST" and self._target(form).endswith(action):
                return form
        return None

    def _target(self, form):
        return urllib.parse.urlsplit(urllib.parse.urljoin(self.address, form.get("action") or "")).path


class Browser:
    def __init__(self, address, tally):
        self.address, self.tally = address, tally
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), urllib.request.ProxyHandler({})
        )

    def get(self, path):
        return self._ask(urllib.request.Request(urllib.parse.urljoin(self.address, path)))  # noqa: S310 - our own address

    def submit(self, page, form, values=(), file=None):
        """Send the form as it stands, with these values; of what must be chosen the first that is there."""
        fields = dict(_filled(form)) | dict(values)
        pairs = [(name, text) for name, given in fields.items() for text in _listed(given)]
        target = urllib.parse.urljoin(page.address, form.get("action") or "")
        if file:
            body, kind = _multipart(pairs, *file)
        else:
            body, kind = urllib.parse.urlencode(pairs).encode(), "application/x-www-form-urlencoded"
        request = urllib.request.Request(target, body, {"Content-Type": kind, "Referer": page.address})  # noqa: S310
        return self._ask(request)

    def _ask(self, request):
        for again in (False, True):
            began = time.monotonic()
            try:
                with self.opener.open(request, timeout=PATIENCE) as answer:
                    page = Page(answer.url, answer.read())
            except urllib.error.HTTPError as problem:
                self.tally.count(f"{problem.code}")
                self.tally.fault(f"{problem.code} at {request.get_method()} {request.selector}")
                return None
            except (OSError, http.client.HTTPException) as problem:
                reason = getattr(problem, "reason", problem)
                cut = isinstance(reason, ConnectionResetError | BrokenPipeError | http.client.HTTPException)
                if cut and not again and self.tally.web_was_killed_since(began):
                    self.tally.count("cut off by the kill of web")
                    continue
                self.tally.fault(f"{type(reason).__name__} at {request.get_method()} {request.selector}")
                return None
            else:
                self.tally.count("pages")
                return page
        return None


def _filled(form):
    chosen = {}  # of radio buttons the one that is set, or the first
    for field in form.inputs:
        name = field.name
        if not name or field.get("type") in ("file", "submit", "button"):
            continue
        if field.tag == "select":
            values = [value for value in field.value_options if value]
            yield name, (list(field.value) if field.multiple else field.value) or values[:1]
        elif field.get("type") == "radio":
            chosen.setdefault(name, form.fields[name] or field.get("value"))
        elif field.get("type") == "checkbox":
            given = form.fields[name]
            yield name, given if isinstance(given, str) else list(given or ())
        else:
            yield name, field.value or ""
    yield from chosen.items()


def _listed(given):
    return [given] if isinstance(given, str) else list(given or ())


def _multipart(pairs, name, file_name, content):
    edge = uuid.uuid4().hex
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n' for key, text in pairs]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
    body = "".join(parts).encode() + f"{head}Content-Type: text/csv\r\n\r\n".encode() + content
    return body + f"\r\n--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"
