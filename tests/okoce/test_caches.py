"""The cache: counts that many keep at once, and the table of the database while Redis is away."""

import datetime as dt
import threading
from time import monotonic

import pytest
import time_machine
from django.core.cache import cache, caches
from django.db import connections
from redis.exceptions import ConnectionError

from okoce.caches import RedisCache, SteadyCache
from okoce.clock import now
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def test_a_count_goes_up_for_its_own_key():
    assert [cache.count("a", 60) for _ in range(3)] == [1, 2, 3]
    assert cache.count("b", 60) == 1


def test_a_count_begins_anew_after_its_time_however_often_it_was_asked():
    if isinstance(caches["default"], RedisCache):
        cache.count("a", 60)
        cache.count("a", 3600)

        assert 0 < cache._cache.get_client().ttl(cache.make_key("a")) <= 60
        return
    with time_machine.travel(now(), tick=False) as clock:
        cache.count("a", 60)
        clock.shift(dt.timedelta(seconds=40))
        second = cache.count("a", 60)
        clock.shift(dt.timedelta(seconds=40))

        assert (second, cache.count("a", 60)) == (2, 1)


def test_a_count_takes_its_time_as_a_timedelta_says_it(caplog):
    assert cache.count("a", dt.timedelta(hours=24).total_seconds()) == 1
    assert "does not answer" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_many_who_count_at_once_are_all_counted():
    assert sorted(counted_by(8, lambda: cache.count("a", 60))) == [1, 2, 3, 4, 5, 6, 7, 8]


def counted_by(number, count):
    start, found = threading.Barrier(number), []

    def work():
        start.wait()
        try:
            found.append(count())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_redis_is_asked_by_one_client_and_not_by_a_new_one_each_time():
    backend = RedisCache("redis://127.0.0.1:1/0", {})

    clients = {id(backend._cache.get_client("a", write=write)) for write in (True, False, True)}

    assert len(clients) == 1


# --- Redis away ----------------------------------------------------------------------------------------


@pytest.fixture
def away():
    """A cache whose Redis refuses every connection, and how often it was asked for one."""
    backend = SteadyCache("redis://127.0.0.1:1/0", {"OPTIONS": {"socket_connect_timeout": 0.25}})
    backend.asked = 0
    get_client = backend._cache.get_client

    def counted(*args, **kwargs):
        backend.asked += 1
        return get_client(*args, **kwargs)

    backend._cache.get_client = counted
    return backend


def test_without_redis_limits_are_counted_in_the_database(away):
    assert [away.count("a", 60) for _ in range(3)] == [1, 2, 3]
    assert caches["table"].count("a", 60) == 4


def test_without_redis_every_answer_comes_from_the_table(away):
    away.set("a", 1, 60)

    assert (away.get("a"), away.has_key("a"), away.get_many(["a", "b"])) == (1, True, {"a": 1})
    assert (away.add("a", 2, 60), away.add("b", 2, 60)) == (False, True)
    assert (away.incr("a"), away.touch("a", 60), away.delete("a"), away.get("a")) == (2, True, True, None)
    assert (away.set_many({"c": 3}), away.get("c")) == ([], 3)
    away.delete_many(["b", "c"])
    assert away.get_many(["b", "c"]) == {}


def test_after_the_first_failure_nobody_asks_redis_for_thirty_seconds_and_then_one_does(away, monkeypatch):
    asked = []
    for instant in (0, 0, 29, 31, 31, 31):
        monkeypatch.setattr("okoce.breakers.monotonic", lambda instant=instant: instant)
        away.get("a")
        asked.append(away.asked)

    assert asked == [1, 1, 1, 2, 2, 2]


def test_a_redis_that_is_back_is_used_by_all_again(away, monkeypatch):
    away.count("a", 60)
    away._cache.count = lambda key, seconds: 77
    later = monotonic() + 31
    monkeypatch.setattr("okoce.breakers.monotonic", lambda: later)

    assert [away.count("a", 60), away.count("a", 60)] == [77, 77]


def test_a_plain_redis_cache_fails_with_its_redis():
    with pytest.raises(ConnectionError):
        RedisCache("redis://127.0.0.1:1/0", {}).count("a", 60)


def test_limits_of_the_log_in_are_counted_without_redis(client, away, as_default):
    """allauth counts failed log-ins with the ordinary calls of the cache."""
    as_default(away)
    user = make_user()

    answers = [client.post("/masuk/", {"login": user.phone, "password": "salah"}) for _ in range(6)]

    assert {answer.status_code for answer in answers} == {200}
    assert ["Terlalu banyak percobaan masuk" in answer.content.decode() for answer in answers] == [False] * 5 + [True]


def test_with_a_plain_redis_cache_the_log_in_falls_with_its_redis(client, as_default):
    as_default(RedisCache("redis://127.0.0.1:1/0", {}))

    with pytest.raises(ConnectionError):
        client.post("/masuk/", {"login": "081200001234", "password": "salah"})


def test_people_log_in_without_redis(client, away, as_default):
    as_default(away)
    user = make_user()

    answer = client.post("/masuk/", {"login": user.phone, "password": PASSWORD})

    assert answer.status_code == 302
    assert client.get("/akun/").status_code == 200


@pytest.fixture
def as_default():
    before = caches["default"]

    def make_default(backend):
        caches["default"] = backend

    yield make_default
    caches["default"] = before


@pytest.mark.django_db(transaction=True)
def test_many_who_count_at_once_in_the_table_are_all_counted():
    assert sorted(counted_by(8, lambda: caches["table"].count("a", 60))) == [1, 2, 3, 4, 5, 6, 7, 8]
