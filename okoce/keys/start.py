"""What web, worker and beat ask before they begin."""

import time

from django.db import OperationalError, connection

from okoce.keys.actions import settle
from okoce.keys.models import KeyCheck
from okoce.keys.refusal import refuse

TRIES = 20  # a second apart: a database that starts at the same time


def require_right_keys():
    """End this process in one sentence unless its keys fit the data; keep their check values if they do."""
    for last in (*[False] * (TRIES - 1), True):
        try:
            found = settle() if is_installed() else []
        except OperationalError:
            if last:
                raise SystemExit(
                    "Basis data tidak menjawab, jadi kunci belum bisa dicocokkan; periksa DATABASE_URL dan servernya."
                ) from None
            time.sleep(1)
        else:
            break
        finally:
            connection.close()  # none is taken along into the processes a worker forks
    if found:
        refuse(found[0])


def is_installed():
    """Whether the table is there; before the first migration there is nothing to compare with."""
    return KeyCheck._meta.db_table in connection.introspection.table_names()
