"""The jobs of a change of rules. Idempotent."""

from okoce.jobs.models import Job
from okoce.jobs.outbox import handler
from participants.rules.actions import confirming, proposing


@handler(proposing.COUNT_JOB, queue=Job.Queue.BULK)
def count(job, *, change):
    return proposing.count(change)


@handler(confirming.CARRY_OUT_JOB, queue=Job.Queue.BULK)
def carry_out(job, *, change):
    confirming.carry_out(change)
