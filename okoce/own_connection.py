"""A connection of its own to the portal's database for a block of code, with other settings than the usual one."""

from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections


@contextmanager
def own_connection(**changes):
    """Within this block this thread uses a new connection, whose settings (as in DATABASES) have these changes.

    It does not see what the usual connection has not committed. It is closed at the end, and the usual one is back.
    """
    usual = connections[DEFAULT_DB_ALIAS]
    own = usual.copy()
    own.settings_dict |= changes
    connections[DEFAULT_DB_ALIAS] = own
    try:
        yield own
    finally:
        connections[DEFAULT_DB_ALIAS] = usual
        own.close()
