"""What tests of jobs share."""

from datetime import timedelta

import tests.workers  # noqa: F401  the handlers of these jobs, also when this file runs alone
from okoce.clock import now
from okoce.jobs.models import Job
from okoce.jobs.outbox import enqueue

DONE, FAILED, QUEUED, RUNNING = Job.State.DONE, Job.State.FAILED, Job.State.QUEUED, Job.State.RUNNING


def make_job(name="tests.write", **fields):
    number = Job.objects.count() + 1
    return Job.objects.create(name=name, key=fields.pop("key", f"uji:{number}"), **fields)


def write(subject, *, user, first_takes=0):
    arguments = {"user": user.pk, "subject": subject, "first_takes": first_takes}
    return enqueue("tests.write", arguments, key=f"uji:{subject}", by=user)


def fall_silent(job):
    Job.objects.filter(pk=job.pk).update(lease_until=now() - timedelta(seconds=1))
