"""Who guesses a password waits longer each time; nobody else does."""

import datetime as dt

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from okoce.accounts import tries
from okoce.clock import now
from tests import redis_clock
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db

START = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)
HERE, THERE = "198.51.100.7", "203.0.113.9"
TOO_MANY = "Terlalu banyak percobaan masuk dari jaringan ini"


@pytest.fixture
def clock(time_machine):
    """Moves to so many minutes after the start."""
    time_machine.move_to(START, tick=False)

    def move(minutes):
        then = START + dt.timedelta(minutes=minutes)
        redis_clock.passes((then - now()).total_seconds())
        time_machine.move_to(then, tick=False)

    return move


@pytest.fixture
def user():
    return make_user(phone="+6281200001234")


def log_in(login="081200001234", password=PASSWORD, *, at=HERE, browser=None):
    browser = browser or Client()
    answer = browser.post("/masuk/", {"login": login, "password": password}, REMOTE_ADDR=at)
    return "in" if SESSION_KEY in browser.session else "waits" if TOO_MANY in answer.text else "wrong"


def guess(times, login="081200001234", **where):
    return [log_in(login, "salah-sekali-1", **where) for _ in range(times)]


def test_after_five_wrong_tries_the_next_waits_longer_each_time(user, clock):
    assert guess(6) == ["wrong"] * 5 + ["waits"]
    assert log_in() == "waits"

    minutes = 0
    for wait in (1, 2, 4, 8, 16, 30, 30):
        clock(minutes + wait - 0.1)
        assert guess(1) == ["waits"]
        minutes += wait
        clock(minutes)
        assert guess(2) == ["wrong", "waits"]


def test_the_page_says_how_long(user, clock):
    guess(5)
    clock(1)
    guess(1)

    page = Client().post("/masuk/", {"login": "081200001234", "password": PASSWORD}, REMOTE_ADDR=HERE)

    assert "coba lagi 2 menit lagi." in page.text


def test_an_account_there_is_not_is_treated_alike(clock):
    assert guess(6, "081299999999") == ["wrong"] * 5 + ["waits"]
    clock(1)
    assert guess(2, "+62 812-9999-9999") == ["wrong", "waits"]  # however it is written, as for an account there is


def test_another_network_does_not_wait(user):
    guess(6)

    assert log_in(at=THERE) == "in"


def test_another_account_does_not_wait(user):
    make_user(phone="+6281200005678")
    guess(6)

    assert log_in("081200005678") == "in"


def test_a_browser_that_has_signed_in_before_does_not_wait(user):
    browser = Client()
    assert log_in(browser=browser) == "in"
    browser.post("/keluar/")
    guess(6)

    assert log_in() == "waits"
    assert guess(2, browser=browser) == ["wrong", "wrong"]
    assert log_in(browser=browser) == "in"


def test_a_browser_of_another_account_waits(user):
    other, browser = make_user(phone="+6281200005678"), Client()
    assert log_in("081200005678", browser=browser) == "in"
    browser.post("/keluar/")
    guess(6)

    assert log_in(browser=browser) == "waits"
    assert other.pk != user.pk


def test_the_right_password_forgets_the_wrong_ones(user):
    guess(4)
    assert log_in() == "in"

    assert guess(5) == ["wrong"] * 5


def test_after_a_day_the_wrong_ones_are_forgotten(user, clock):
    guess(4)
    clock(24 * 60)

    assert guess(6) == ["wrong"] * 5 + ["waits"]


def test_the_addresses_of_one_household_are_one_network(user):
    for number in range(5):
        guess(1, at=f"2001:db8:0:12{number:02d}::{number + 1}")

    assert log_in(at="2001:db8:0:12ff::9") == "waits"
    assert log_in(at="2001:db8:0:1300::9") == "in"


def test_very_many_wrong_tries_of_one_network_are_spaced_and_it_is_never_locked(user, clock, monkeypatch):
    monkeypatch.setattr(tries, "FROM_ONE_NETWORK", 6)
    wrong = [log_in(f"0812000099{number:02d}", "salah-sekali-1") for number in range(7)]
    assert wrong == ["wrong"] * 7

    assert [log_in("081200009950", "salah-sekali-1"), log_in()] == ["wrong", "waits"]
    assert log_in(at=THERE) == "in"
    clock(0.05)
    assert log_in() == "in"


def test_right_passwords_of_one_network_are_not_counted(user, monkeypatch):
    monkeypatch.setattr(tries, "FROM_ONE_NETWORK", 2)

    assert [log_in() for _ in range(5)] == ["in"] * 5


def test_the_question_for_the_password_again_is_counted_too(user):
    browser = Client()
    browser.force_login(user)

    for _ in range(5):
        browser.post("/akun/konfirmasi/", {"password": "salah-sekali-1"}, REMOTE_ADDR=HERE)

    assert TOO_MANY in browser.post("/akun/konfirmasi/", {"password": PASSWORD}, REMOTE_ADDR=HERE).text
