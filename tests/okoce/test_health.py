"""/sehat/: what balancers and supervisors are told."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection

from okoce.clock import now
from okoce.jobs.heartbeats import beat
from okoce.jobs.models import Job

pytestmark = pytest.mark.django_db


def test_all_is_well(client):
    beat("worker")
    beat("beat")

    answer = client.get("/sehat/")

    assert answer.status_code == 200
    assert answer.json() == {
        "ok": True,
        "db": "baik",
        "cache": "baik",
        "worker": "berjalan",
        "beat": "berjalan",
        "outbox_lag_seconds": 0,
    }


def test_without_a_worker_pages_are_still_served(client):
    beat("beat")

    answer = client.get("/sehat/")

    assert answer.status_code == 200
    assert (answer.json()["ok"], answer.json()["worker"], answer.json()["beat"]) == (
        False,
        "tidak berjalan",
        "berjalan",
    )


def test_errands_that_wait_for_long_are_not_well(client):
    beat("worker")
    beat("beat")
    Job.objects.create(name="uji", key="lama", due_at=now() - timedelta(minutes=10))
    Job.objects.create(name="uji", key="nanti", due_at=now() + timedelta(minutes=10))

    answer = client.get("/sehat/").json()

    assert answer["ok"] is False
    assert 600 <= answer["outbox_lag_seconds"] < 660


def test_without_the_database_it_says_so(client, monkeypatch):
    def away(*_, **__):
        raise OperationalError("connection to server at 10.0.0.5 failed")

    monkeypatch.setattr(connection, "cursor", away)

    answer = client.get("/sehat/")

    assert answer.status_code == 503
    assert answer.json() == {"ok": False, "db": "tidak menjawab"}


def test_without_the_cache_it_says_so(client, monkeypatch):
    def away(*_, **__):
        raise ConnectionRefusedError

    monkeypatch.setattr(cache, "get", away, raising=False)

    answer = client.get("/sehat/")

    assert answer.status_code == 200
    assert (answer.json()["ok"], answer.json()["cache"]) == (False, "tidak menjawab")


def test_it_is_only_read_and_never_kept(client):
    assert client.post("/sehat/").status_code == 405
    assert "no-store" in client.get("/sehat/")["Cache-Control"]
