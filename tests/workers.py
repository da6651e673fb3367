"""Jobs for tests that need a real worker: named in JOB_MODULES, imported by the worker and by the test."""

import os
import time
import uuid

from okoce.jobs.models import Job
from okoce.jobs.outbox import handler
from okoce.notifications.models import Message


@handler("tests.write")
def write(job, *, user, subject, first_takes=0):
    """One row at each effect: a job that took effect twice leaves two. The first attempt takes so many seconds."""
    return _write(job, user, subject, first_takes)


@handler("tests.write_bulk", queue=Job.Queue.BULK)
def write_bulk(job, *, user, subject):
    return _write(job, user, subject, 0)


def _write(job, user, subject, first_takes):
    if job.attempts == 1:
        time.sleep(first_takes)

    def finish():
        Message.objects.create(user_id=user, key=str(uuid.uuid4()), kind="uji", subject=subject, body="uji")

    return finish


@handler("tests.kill")
def kill(job):
    os.kill(os.getpid(), 9)


@handler("tests.fail")
def fail(job, *, problem):
    raise ValueError(problem)
