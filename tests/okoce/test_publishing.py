"""A broker that is away: nobody waits for it, and the sweep sends what was not sent."""

import pytest

from okoce.caches import SteadyCache
from okoce.celery import app
from okoce.jobs.models import Job
from okoce.jobs.publishing import publish
from tests.neighbours import silent_server

SHORT = {"socket_connect_timeout": 0.05, "socket_timeout": 0.05, "max_retries": 0}


def jobs():
    return [Job(pk=1, queue="quick"), Job(pk=2, queue="quick")]


@pytest.fixture
def broker_at(monkeypatch, settings):
    def point(url):
        settings.PUBLISH_TRANSPORT_OPTIONS = SHORT
        monkeypatch.setattr(app.conf, "broker_url", url)

    return point


def test_a_silent_broker_is_asked_once_and_then_left_alone(broker_at, monkeypatch):
    with silent_server() as broker:
        broker_at(f"redis://127.0.0.1:{broker.port}/0")

        calls = []
        for instant in (0, 0, 29, 31, 31):
            monkeypatch.setattr("okoce.breakers.monotonic", lambda instant=instant: instant)
            assert publish(jobs()) == []
            calls.append(broker.calls)

    assert calls == [1, 1, 1, 2, 2]


def test_a_broker_that_refuses_sends_nothing_and_raises_nothing(broker_at):
    broker_at("redis://127.0.0.1:1/0")

    assert publish(jobs()) == []


def test_cache_and_queue_of_one_server_share_what_is_known_of_it(broker_at):
    with silent_server() as server:
        broker_at(f"redis://127.0.0.1:{server.port}/0")
        publish(jobs())

        cache = SteadyCache(f"redis://127.0.0.1:{server.port}/1", {"OPTIONS": {"socket_timeout": 0.05}})

        assert not cache._server.allows()


def test_a_pooled_connection_that_died_meanwhile_is_made_anew(settings):
    """Redis was started again between two jobs: the second is sent all the same."""
    if not settings.REDIS_URL:
        assert publish(jobs()) == [1, 2]
        return
    import redis

    assert publish(jobs()) == [1, 2]
    client = redis.Redis.from_url(settings.REDIS_URL)
    client.client_kill_filter(_type="normal", skipme=True)

    assert publish(jobs()) == [1, 2]
