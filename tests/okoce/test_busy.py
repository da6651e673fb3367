"""A lock or a limit of the database is answered by a page to try again, with what was typed."""

import re
import sqlite3
import threading
from contextlib import contextmanager

import psycopg2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection
from django.test import Client, RequestFactory

from okoce.busy import handler500, is_busy
from okoce.notifications.models import Message
from tests.factories.people import make_user

PRESS = "/pesan/tandai/"
TYPED = {"catatan": ['Toko "Bunga" & Ibu', "kedua"], "password": "rahasia-1", "code": "204060"}


@pytest.fixture
def presses():
    """A browser of somebody with an unread message, whose row others may hold."""
    user = make_user()
    Message.objects.create(user=user, key="a", kind="uji", subject="Kabar", body="Kabar")
    client = Client()
    client.force_login(user)
    return client


@contextmanager
def row_held():
    """Another connection holds the message (SQLite: everything) until the end of the block."""
    other = connection.copy()
    with other.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
        else:
            cursor.execute("BEGIN")
            cursor.execute("SELECT 1 FROM notifications_message FOR UPDATE")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
            other.close()


@pytest.fixture
def impatient(monkeypatch):
    """This process waits for a lock as a web process does, only shorter."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
        yield
    else:
        monkeypatch.setitem(connection.settings_dict, "LIMITS", {"lock_timeout": "50ms"})
        connection.close()
        yield
    connection.close()


# --- A row that is held --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_row_held_by_another_is_answered_by_a_page_that_keeps_what_was_typed(presses, impatient):
    with row_held():
        answer = presses.post(f"{PRESS}?halaman=2", TYPED)

    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "no-store" in answer["Cache-Control"]
    assert "Portal sedang sibuk" in page
    assert f'action="{PRESS}?halaman=2"' in page
    assert re.findall(r'<textarea name="catatan" hidden>\n([^<]*)<', page) == [
        "Toko &quot;Bunga&quot; &amp; Ibu",
        "kedua",
    ]
    assert "rahasia-1" not in page
    assert "204060" not in page
    assert "Kata sandi dan kode tidak ikut disimpan" in page
    assert Message.objects.get().is_unread


@pytest.mark.django_db(transaction=True)
def test_the_button_of_the_page_sends_it_again(presses, impatient):
    with row_held():
        page = presses.post(PRESS, TYPED).content.decode()

    again = Client(enforce_csrf_checks=True)
    again.cookies = presses.cookies
    typed = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    typed |= dict(re.findall(r'<textarea name="([^"]+)" hidden>\n([^<]*)<', page))
    answer = again.post(PRESS, typed)

    assert answer.status_code == 302
    assert not Message.objects.get().is_unread


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_a_limit_the_request_waits_as_long_as_the_row_is_held(presses, wait_until):
    answers = []

    def press():
        answers.append(presses.post(PRESS).status_code)
        connection.close()

    thread = threading.Thread(target=press)
    with row_held():
        thread.start()
        assert wait_until(somebody_waits_for_a_lock)
        assert answers == []
    thread.join()

    assert answers == [302]


def somebody_waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_web_process_has_limits_and_another_has_none(settings):
    web = connection.copy()
    web.settings_dict = {**connection.settings_dict, "LIMITS": settings.REQUEST_LIMITS}

    def limits(of):
        with of.cursor() as cursor:
            cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
            return cursor.fetchone()

    assert limits(connection) == ("0", "0")
    assert limits(web) == ("3s", "10s")
    web.close()


# --- What counts as busy -------------------------------------------------------------------------------


class Said(psycopg2.OperationalError):
    def __init__(self, pgcode):
        self._code = pgcode

    pgcode = property(lambda self: self._code)


def error(cause, kind=OperationalError):
    problem = kind("x")
    problem.__cause__ = cause
    return problem


def locked(code):
    cause = sqlite3.OperationalError("x")
    cause.sqlite_errorcode = code
    return error(cause)


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        *[(error(Said(code)), True) for code in ("55P03", "57014", "40P01", "40001", "53300", "57P01", None)],
        *[(error(Said(code)), False) for code in ("53100", "58030")],
        *[(locked(code), True) for code in (5, 6, 261, 517)],
        (locked(1), False),
        (error(psycopg2.InterfaceError(), InterfaceError), True),
        (ValueError(), False),
        (None, False),
    ],
)
def test_only_what_may_succeed_later_is_busy(problem, expected):
    assert is_busy(problem) is expected


# --- Other requests ------------------------------------------------------------------------------------


def fail(*_, **__):
    raise locked(5)


@pytest.mark.django_db
def test_a_page_that_was_only_read_is_asked_for_again_by_a_link(presses, monkeypatch):
    monkeypatch.setattr("okoce.notifications.views.page", fail)

    answer = presses.get("/pesan/?sebelum=9&x=%3Cb%3E")

    assert answer.status_code == 503
    assert 'href="/pesan/?sebelum=9&amp;x=%3Cb%3E"' in answer.content.decode()
    assert "<form" not in answer.content.decode()


@pytest.mark.django_db
def test_a_file_is_said_to_be_chosen_again(presses, monkeypatch):
    monkeypatch.setattr("okoce.notifications.models.MessageQuerySet.visible_to", fail)

    answer = presses.post(PRESS, {"catatan": "a", "berkas": SimpleUploadedFile("a.csv", b"isi")})

    assert "pilih lagi berkasnya" in answer.content.decode()
    assert "isi" not in re.findall(r'value="([^"]*)"', answer.content.decode())


@pytest.mark.django_db
def test_a_piece_of_a_page_gets_a_sentence_and_is_asked_for_again(presses, monkeypatch):
    monkeypatch.setattr("okoce.notifications.views.page", fail)

    answer = presses.get("/pesan/", headers={"HX-Request": "true"})

    assert (answer.status_code, "<" in answer.content.decode()) == (503, False)


@pytest.mark.django_db
def test_a_middleware_that_meets_a_lock_gives_the_same_page(presses, monkeypatch):
    """Who is signed in is asked before any view runs."""
    monkeypatch.setattr("okoce.accounts.sessions.SessionStore._get_session_from_db", fail)
    presses.raise_request_exception = False

    answer = presses.post(PRESS, {"catatan": "a"})

    assert answer.status_code == 503
    assert '<textarea name="catatan" hidden>\na<' in answer.content.decode()


def test_any_other_error_keeps_its_page():
    try:
        raise ValueError
    except ValueError:
        answer = handler500(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert "Portal sedang mengalami gangguan" in answer.content.decode()
