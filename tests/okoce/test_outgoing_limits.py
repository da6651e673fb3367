"""Every call that leaves the portal is waited for only so many seconds."""

import pytest
from django.conf import settings

LONGEST = 15  # seconds


def limits():
    """{what: seconds} of every server that the settings name."""
    found = {"mail": settings.EMAIL_TIMEOUT}
    for alias, cache in settings.CACHES.items():
        if "DatabaseCache" not in cache["BACKEND"]:
            found |= _both(f"cache {alias}", cache.get("OPTIONS", {}))
    if not settings.CELERY_BROKER_URL.startswith("files"):
        found |= _both("queue", settings.CELERY_BROKER_TRANSPORT_OPTIONS)
        found |= _both("sending a job", settings.PUBLISH_TRANSPORT_OPTIONS)
    for alias, database in settings.DATABASES.items():
        if "sqlite" not in database["ENGINE"]:
            found[f"database {alias}"] = database["OPTIONS"].get("connect_timeout")
    return found


def _both(name, options):
    return {f"{name} {what}": options.get(what) for what in ("socket_connect_timeout", "socket_timeout")}


def test_every_outgoing_call_has_a_limit_of_seconds():
    assert [name for name, seconds in limits().items() if not seconds or seconds > LONGEST] == []


@pytest.mark.postgres
def test_in_production_every_neighbour_is_among_them():
    assert {name.split()[0] for name in limits()} == {"mail", "cache", "queue", "sending", "database"}
    assert max(settings.PUBLISH_TRANSPORT_OPTIONS["socket_timeout"], settings.REDIS_PATIENCE) <= 0.3
