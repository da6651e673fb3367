"""Marker numbers, and every place in which one might stand: the text of each place, to be searched."""

import base64
import binascii
import datetime as dt
import re
import subprocess
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection

from participants.rights.markers import texts_of
from tests.factories.people import invented_nik

BORN = dt.date(1987, 8, 17)
NIKS = [invented_nik(number, birth_on=BORN) for number in range(1, 51)]
PHONES = [f"+62813775500{number:02}" for number in range(1, 51)]
_SIGNS = re.compile(r"[\s.()-]")
_NUMBERS = re.compile("|".join([*NIKS, *(phone.removeprefix("+62") for phone in PHONES)]))
_PACKED = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")


def local(phone):
    """As people write it."""
    digits = "0" + phone.removeprefix("+62")
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"


def numbers_in(text):
    """The markers in a text, however they are spaced; NIK and phones without +62."""
    return set(_NUMBERS.findall(_SIGNS.sub("", text)))


def unpacked(content):
    """A text, and what can be read in the base64 of it."""
    for text in texts_of(content):
        yield text
        for packed in _PACKED.findall(text):
            with suppress(binascii.Error, ValueError):
                yield from texts_of(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))


def found(texts):
    """{where: markers} of those places whose text has any; `texts` are (where, text or bytes)."""
    marked = {}
    for where, content in texts:
        for text in unpacked(content):
            if numbers := numbers_in(text):
                marked.setdefault(where, set()).update(numbers)
    return marked


# --- Places -----------------------------------------------------------------------------------------------


def logs(captured, since):
    """What was logged here, and what the servers wrote since."""
    yield "log", captured.getvalue()
    for path in server_logs():
        yield str(path), path.read_bytes()[since.get(path, 0) :]


def server_logs():
    database = settings.DATABASES["default"]
    host = database.get("HOST") or database.get("OPTIONS", {}).get("host", "")
    theirs = [Path(host) / "log", Path(host).parent / "redis/log"] if host.startswith("/") else []
    return [path for path in [*theirs, *Path(settings.VAR).glob("*.log")] if path.is_file()]


def mails():
    for number, letter in enumerate(mail.outbox):
        parts = [letter.subject, letter.body, *letter.to, *letter.extra_headers.values()]
        parts += [text for text, _ in getattr(letter, "alternatives", [])]
        yield f"mail {number}", "\n".join(map(str, parts))
    for path in _files(Path(settings.VAR) / "mail", Path(settings.VAR) / "texts"):
        yield str(path), path.read_bytes()


def redis_keys():
    """Everything in both databases of Redis; nothing without Redis."""
    if not settings.REDIS_URL:
        return
    import redis

    for url in {settings.REDIS_URL, settings.CACHE_URL}:
        server = redis.Redis.from_url(url)
        read = {
            b"string": server.get,
            b"list": lambda key, server=server: server.lrange(key, 0, -1),
            b"set": server.smembers,
            b"hash": server.hgetall,
            b"zset": lambda key, server=server: server.zrange(key, 0, -1),
        }
        for key in server.scan_iter():
            held = read[server.type(key)](key)
            parts = [held] if isinstance(held, bytes) else held
            parts = [*parts.keys(), *parts.values()] if isinstance(parts, dict) else parts
            yield from ((f"redis {key!r}", part) for part in [key, *parts])


def queue_files():
    return ((str(path), path.read_bytes()) for path in _files(Path(settings.VAR) / "queue"))


def sessions():
    return ((f"session {row.pk[:4]}", str(row.get_decoded())) for row in Session.objects.all())


def temporary(folder):
    return ((str(path), path.read_bytes()) for path in _files(folder))


def file_names(folder, answers):
    for path in [*_files(folder), *_files(Path(settings.VAR))]:
        yield "file name", path.name
    yield from (("name of a download", answer.headers.get("Content-Disposition", "")) for answer in answers)


def addresses(answers):
    """What was asked for, where answers lead, and the portal's own addresses on pages."""
    for answer in answers:
        yield "address", answer.path
        yield f"address after {answer.path}", _own(answer.headers.get("Location", ""))
        for link in re.findall(r'(?:href|src|action|hx-get|hx-post)="([^"]*)"', answer.text):
            yield f"address on {answer.path}", _own(link)


def _own(link):
    """An address of the portal; dialling and chatting lead out of it."""
    return "" if link.startswith(("tel:", "https://wa.me/", "mailto:")) else link


def papers(answers):
    for answer in answers:
        if answer.content.startswith(b"%PDF"):
            drawn = subprocess.run(["pdftotext", "-", "-"], input=answer.content, capture_output=True, check=True)
            yield f"{answer.who} {answer.path}", drawn.stdout
            yield f"{answer.who} {answer.path}", answer.content


def pages(answers):
    return ((f"{answer.who} {answer.method} {answer.path}", answer.content) for answer in answers)


def dump():
    """(table.column, text) of every value of every table, those of no model too."""
    names = [name for name in connection.introspection.table_names() if not name.startswith("sqlite_")]
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if isinstance(value, bytes | memoryview):
                        yield f"{name}.{column}", bytes(value)
                    elif value is not None:
                        yield f"{name}.{column}", str(value)


def database_file():
    """The bytes of the SQLite file, with what was deleted from it; nothing on PostgreSQL."""
    if connection.vendor == "sqlite":
        path = Path(settings.DATABASES["default"]["NAME"])
        for each in (path, path.with_name(path.name + "-wal")):
            if each.exists():
                yield str(each), each.read_bytes()


def _files(*folders):
    return [path for folder in folders if folder.exists() for path in sorted(folder.rglob("*")) if path.is_file()]
