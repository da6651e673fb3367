"""The job that draws the papers of a session, and what the beat starts for old files. Idempotent."""

from celery import shared_task

from okoce.jobs.models import Job
from okoce.jobs.outbox import handler
from trainings.certificates.actions import bundles


@handler("certificates.draw", queue=Job.Queue.BULK)
def draw(job, *, bundle):
    return bundles.draw(bundle)


@shared_task
def forget_old_bundles():
    bundles.forget_old()
