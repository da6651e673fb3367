"""Who holds a role is signed out after half an hour without doing anything, and twelve hours after the log-in."""

import datetime as dt

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.accounts.session_limits import IDLE_ENDED, WHOLE_ENDED
from tests.factories.people import PASSWORD, make_user
from tests.factories.places import CAKUNG, GROGOL, make_places

pytestmark = pytest.mark.django_db

START = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)
PAGE = "/akun/"


@pytest.fixture
def clock(time_machine):
    """Moves to so many minutes after the log-in."""
    time_machine.move_to(START, tick=False)
    return lambda minutes: time_machine.move_to(START + dt.timedelta(minutes=minutes), tick=False)


def log_in(client, user, *, with_second_factor=False):
    client.post("/masuk/", {"login": user.email, "password": PASSWORD})
    assert SESSION_KEY in client.session
    if with_second_factor:
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": START.timestamp()}]
        session.save()


def is_in(client):
    return client.get(PAGE).status_code == 200


@pytest.mark.parametrize("role", ["officer", "staff", "province", "official", "auditor", "privacy", "mentor", None])
def test_half_an_hour_without_doing_anything_ends_the_session(client, clock, role):
    log_in(client, make_user(role, is_superuser=role is None))

    clock(29.9)
    assert is_in(client)
    clock(29.9 + 30)

    answer = client.get(PAGE)
    assert answer.url == f"/masuk/?next={PAGE}"
    assert IDLE_ENDED in client.get(answer.url).text
    assert not Session.objects.exists()


def test_who_goes_on_working_stays_until_twelve_hours_are_over(client, clock):
    log_in(client, make_user("officer"))

    for minutes in range(20, 12 * 60, 20):
        clock(minutes)
        assert is_in(client)
    clock(12 * 60)

    assert WHOLE_ENDED in client.get(client.get(PAGE).url).text


def test_a_mentor_on_a_device_with_a_second_factor_stays_the_twelve_hours(client, clock):
    log_in(client, make_user("mentor"), with_second_factor=True)

    clock(12 * 60 - 1)
    assert is_in(client)
    clock(12 * 60)
    assert not is_in(client)


@pytest.mark.parametrize("more", [{"is_superuser": True}, {}])
def test_a_mentor_who_is_more_than_that_does_not(client, clock, more):
    user = make_user("mentor", **more)
    if not more:
        user.assignments.create(role="officer", region_id=CAKUNG)
    log_in(client, user, with_second_factor=True)

    clock(30)

    assert not is_in(client)


def test_an_officer_with_a_second_factor_does_not_stay_either(client, clock):
    log_in(client, make_user("officer"), with_second_factor=True)

    clock(30)

    assert not is_in(client)


def test_citizens_stay(client, clock):
    log_in(client, make_user())

    clock(60 * 24 * 13)

    assert is_in(client)


def test_who_gets_a_role_is_limited_from_then_on(client, clock):
    user = make_user()
    log_in(client, user)
    clock(60 * 10)
    user.assignments.create(role="officer", region_id=CAKUNG)

    assert not is_in(client)


def test_a_public_page_shows_them_nothing_either(client, clock):
    log_in(client, make_user("officer"))

    clock(30)

    page = client.get("/")
    assert IDLE_ENDED in page.text
    assert "Meja kerja" not in page.text


def test_what_was_typed_meanwhile_is_kept(client, clock):
    log_in(client, make_user("officer"))
    client.get(PAGE)  # the browser is known from here on

    clock(45)

    assert client.post("/meja/", {"name": "Melati"}).url == "/masuk/?next=%2Fisian%2F"


def test_use_is_noted_once_a_minute(client, clock):
    log_in(client, make_user("officer"))
    client.get(PAGE)

    def notes():
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        return sum('UPDATE "django_session"' in query["sql"] for query in asked.captured_queries)

    clock(0.9)
    assert notes() == 0
    clock(1)
    assert (notes(), notes()) == (1, 0)


def test_a_session_that_does_not_say_when_it_began_begins_when_it_is_used(client, clock):
    log_in(client, make_user("officer"))
    session = client.session
    del session["began_at"], session["used_at"]
    session.save()

    clock(60 * 13)
    assert is_in(client)
    clock(60 * 13 + 30)
    assert not is_in(client)


def test_an_answer_to_a_visitor_asks_for_no_session(client):
    make_places()

    answer = client.get("/daftar/kelurahan/", {"kecamatan": GROGOL})

    assert answer.status_code == 200
    assert not answer.wsgi_request.session.accessed
