"""What is wrong with the portal now, as sentences: a write is tried, and each queue must have moved lately.

Other apps add to it through `HEALTH_CHECKS` in settings: functions that return sentences. All of it uses a connection
with short limits, so that the answer comes while a writer holds the database.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string

from okoce.clock import now
from okoce.jobs import failures
from okoce.jobs.heartbeats import beat, is_alive
from okoce.jobs.models import Job
from okoce.own_connection import own_connection

log = logging.getLogger(__name__)

LATE = {Job.Queue.QUICK: timedelta(minutes=5), Job.Queue.BULK: timedelta(minutes=30)}
WAIT_SECONDS, ANSWER_SECONDS = 1, 2  # for a lock, for the answer to one statement
NO_WRITE = "Basis data tidak menerima tulisan."
NO_READ = "Basis data tidak menjawab."
NO_CACHE = "Cache tidak menjawab."
NO_BEAT = "Penjadwal (beat) tidak berjalan."


def problems():
    """Return what is wrong, as sentences for those who run the portal; empty when all is well. Never raises."""
    found = []
    with own_connection(**_limits()):
        try:
            beat("web")
        except DatabaseError:
            found.append(NO_WRITE)
        try:
            found += [sentence for check in (_queues, _failed, *_others()) for sentence in _asked(check)]
        except DatabaseError:
            found.append(NO_READ)
    return found + _cache()


def is_readable():
    """Whether this process can read the database: all that a page needs."""
    with own_connection(**_limits()):
        try:
            Job.objects.order_by().values_list("pk").first()
        except DatabaseError:
            return False
    return True


def lag(queue):
    """Return for how long the oldest job of this queue could have been worked on."""
    oldest = Job.objects.waiting().filter(queue=queue).order_by("due_at").values_list("due_at", flat=True).first()
    return now() - oldest if oldest else timedelta(0)


def _queues():
    for queue in Job.Queue:
        if not is_alive(queue):
            yield f"Antrean {queue.label} ({queue}) tidak bergerak: jalankan pekerjanya."
        if (late := lag(queue)) >= LATE[queue]:
            yield f"Pekerjaan di antrean {queue.label} ({queue}) menunggu {late.total_seconds() // 60:.0f} menit."
    if not is_alive("beat"):
        yield NO_BEAT


def _failed():
    if count := Job.objects.failed_unseen().count():
        yield failures.SENTENCE.format(count=count)


def _others():
    return [import_string(name) for name in settings.HEALTH_CHECKS]


def _asked(check):
    try:
        return list(check())
    except DatabaseError:
        raise
    except Exception as problem:  # a check that breaks is a problem too, and no 500
        log.exception("A health check failed")
        return [f"Pemeriksaan {check.__module__} gagal ({type(problem).__name__})."]


def _cache():
    return [] if cache.answers() else [NO_CACHE]


def _limits():
    """The settings of a connection on which no statement waits for long."""
    if connection.vendor == "sqlite":  # which reads while another writes
        return {"OPTIONS": connection.settings_dict["OPTIONS"] | {"timeout": WAIT_SECONDS}}
    return {"LIMITS": {"lock_timeout": f"{WAIT_SECONDS}s", "statement_timeout": f"{ANSWER_SECONDS}s"}}
