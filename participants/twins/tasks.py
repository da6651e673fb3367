"""Looking for twins at night and after an import. Idempotent."""

from celery import shared_task

from okoce.jobs.models import Job
from okoce.jobs.outbox import handler
from participants.twins.actions import finding


@shared_task(name="participants.twins.tasks.find_twins")
def find_twins():
    return finding.find_all()


@handler("twins.find_near", queue=Job.Queue.BULK)
def find_near(job, *, people):
    finding.find_near(people)
