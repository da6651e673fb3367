"""A kept connection is tried before each request, and a server that went away costs nobody an error page."""

import pytest
from django.db import connection

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def kept(monkeypatch):
    """A connection that outlives its request, as a web worker's does."""
    monkeypatch.setitem(connection.settings_dict, "CONN_HEALTH_CHECKS", True)
    connection.close()
    connection.ensure_connection()
    yield connection
    connection.close()


def from_elsewhere(statement, *values):
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute(statement, values)
    other.close()


def test_after_the_server_ended_a_connection_the_next_request_is_answered(kept):
    from_elsewhere("SELECT pg_terminate_backend(%s, 5000)", kept.connection.info.backend_pid)

    assert not kept.is_usable()
    kept.health_check_done = False  # a request begins
    with kept.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_what_the_server_says_unasked_does_not_end_a_connection(kept):
    with kept.cursor() as cursor:
        cursor.execute("LISTEN kabar")

    from_elsewhere("NOTIFY kabar")

    assert kept.is_usable()


def test_limits_are_added_to_the_options_that_the_address_of_the_database_names():
    other = connection.copy()
    other.settings_dict["LIMITS"] = {"lock_timeout": "3s"}
    other.settings_dict["OPTIONS"] |= {"options": "-c work_mem=5MB"}

    with other.cursor() as cursor:
        cursor.execute("SELECT current_setting('jit'), current_setting('lock_timeout'), current_setting('work_mem')")
        found = cursor.fetchone()
    other.close()

    assert found == ("off", "3s", "5MB")
