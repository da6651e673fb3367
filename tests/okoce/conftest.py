"""Fixtures that tests of this folder share."""

import pytest

from okoce.celery import app as celery_app


@pytest.fixture
def sent(monkeypatch):
    """What is given to the broker, instead of a broker."""
    ids = []
    monkeypatch.setattr(celery_app, "send_task", lambda name, arguments, **_: ids.extend(arguments))
    return ids
