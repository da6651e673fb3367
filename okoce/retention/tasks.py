"""What the beat starts each hour, and the job that counts for a dry run. Idempotent."""

from celery import shared_task

from okoce.jobs.models import Job
from okoce.jobs.outbox import handler
from okoce.retention import actions
from okoce.retention.models import RetentionRun


@shared_task(name="okoce.retention.tasks.forget_old")
def forget_old():
    actions.run(how=RetentionRun.How.JOB)


@handler(actions.JOB, queue=Job.Queue.BULK)
def count(job, *, run):
    actions.count(run)
