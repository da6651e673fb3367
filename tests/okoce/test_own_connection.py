"""A second connection for a block of code: with settings of its own, and for that block only."""

import pytest
from django.db import connections, transaction

from okoce.jobs.heartbeats import beat
from okoce.jobs.models import Heartbeat
from okoce.own_connection import own_connection

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_block_has_a_connection_with_other_settings():
    usual = connections["default"]

    with own_connection(CONN_MAX_AGE=7) as own:
        beat("web")
        used = connections["default"]

    assert (used, used.settings_dict["CONN_MAX_AGE"]) == (own, 7)
    assert usual.settings_dict["CONN_MAX_AGE"] != 7
    assert Heartbeat.objects.exists()


def test_after_the_block_the_usual_connection_is_back_and_the_other_closed():
    usual, opened = connections["default"], []

    def fail():
        with own_connection() as own:
            opened.append(own)
            beat("web")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert connections["default"] is usual
    assert [own.connection for own in opened] == [None]


def test_what_is_not_committed_is_not_seen_in_the_block():
    with transaction.atomic():
        beat("web")
        with own_connection():
            inside = Heartbeat.objects.exists()

    assert (inside, Heartbeat.objects.exists()) == (False, True)
