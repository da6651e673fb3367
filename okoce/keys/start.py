"""What is asked of the keys before anything begins: every process for new ones, web, worker and beat on the data."""

import time
import warnings

from django.conf import settings
from django.db import OperationalError, connection

from okoce.keys.actions import settle
from okoce.keys.embedded import keep, read
from okoce.keys.models import KeyCheck
from okoce.keys.people import has_people
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


def keep_new_keys():
    """Write the keys that settings made for a database that was there already, unless people are registered in it.

    If they are, end this process in one sentence. Called while apps load, so that no command runs without its keys.
    """
    keys, path = settings.EMBEDDED_KEYS, settings.KEYS_KEPT_IN
    if not keys or read(path) == keys:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a query while apps load: none follows where keys are kept
        is_lost = not path.exists() and has_people()
    connection.close()
    if is_lost:
        refuse(
            f"{path} tidak ada, padahal {connection.settings_dict['NAME']} berisi data peserta yang disegel "
            f"dengannya; kembalikan {path} dari cadangan, lalu jalankan lagi."
        )
    if keep(keys, path) != keys:
        refuse(f"{path} baru saja dibuat oleh proses lain; jalankan lagi.")


def is_installed():
    """Whether the table is there; before the first migration there is nothing to compare with."""
    return KeyCheck._meta.db_table in connection.introspection.table_names()
