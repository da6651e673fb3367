import datetime as dt
import threading

import pytest
import time_machine
from django.core.cache import cache, caches
from django.db import connections

from okoce.caches import RedisCache
from okoce.clock import now

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


@pytest.mark.django_db(transaction=True)
def test_many_who_count_at_once_are_all_counted():
    start, found = threading.Barrier(8), []

    def count():
        start.wait()
        try:
            found.append(cache.count("a", 60))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_redis_is_asked_by_one_client_and_not_by_a_new_one_each_time():
    backend = RedisCache("redis://127.0.0.1:1/0", {})

    clients = {id(backend._cache.get_client("a", write=write)) for write in (True, False, True)}

    assert len(clients) == 1
