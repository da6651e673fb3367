"""Whose job it is: taken by one conditional UPDATE, held by a lease, finished only by who still holds it.

A claim counts one attempt, and that number is its token: a worker that was thought dead and wakes up again
finds another number, and its work has no effect.
"""

import logging
import threading
from contextlib import contextmanager
from datetime import timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F

from okoce import refusals
from okoce.clock import now
from okoce.jobs.heartbeats import beat
from okoce.jobs.models import Job

log = logging.getLogger(__name__)

BACK_OFF = timedelta(seconds=5)  # times the square of the attempts made


def _lease():
    return now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


@transaction.atomic  # what is read back is what this claim wrote
def claim(job_id):
    """Take a job that waits, or one whose worker fell silent. None: another has it, or it is over."""
    taken = (
        Job.objects.filter(pk=job_id)
        .claimable()
        .update(state=Job.State.RUNNING, attempts=F("attempts") + 1, lease_until=_lease(), started_at=now())
    )
    return Job.objects.get(pk=job_id) if taken else None


def renew(job):
    return _held(job).update(lease_until=_lease())


@contextmanager
def held(job):
    """Renew the lease as long as this process works, from a thread with a connection of its own."""
    over = threading.Event()

    def renewing():
        while not over.wait(settings.JOB_LEASE_SECONDS / 3):
            try:
                beat(job.queue)
                if not renew(job):
                    return
            except Exception as problem:  # a database that is away for a moment must not end the thread
                log.warning("The lease of job %s was not renewed (%s).", job.pk, type(problem).__name__)
            finally:
                connection.close()

    thread = threading.Thread(target=renewing, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=2)


@transaction.atomic
def finish(job, effect=None):
    """Mark done and take effect in one transaction. False: the job was given to another meanwhile."""
    mine = _held(job).update(state=Job.State.DONE, finished_at=now(), lease_until=None, error="")
    if mine and effect:
        effect()
    return bool(mine)


def give_back(job, problem):
    """After an error: to be tried again later, or failed with a reason when the attempts are used up."""
    if job.attempts < Job.MAX_ATTEMPTS:
        due_at = now() + BACK_OFF * job.attempts**2
        return _held(job).update(
            state=Job.State.QUEUED, due_at=due_at, sent_at=None, lease_until=None, error=reason(problem)
        )
    return _held(job).update(state=Job.State.FAILED, finished_at=now(), lease_until=None, error=reason(problem))


def reason(problem):
    """What staff read. The text of a foreign exception may hold personal data: only its kind is kept."""
    if isinstance(problem, ValidationError):
        return refusals.in_words(problem)[:300]
    if isinstance(problem, SoftTimeLimitExceeded):
        return "Pekerjaan ini melewati batas waktu."
    return f"Terjadi kesalahan saat mengerjakan ini ({type(problem).__name__})."


def _held(job):
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)
