"""The jobs of editions, and the draft that is prepared on the evening before a meeting. Idempotent."""

from celery import shared_task

from okoce.jobs.outbox import handler
from reports.editions.actions import publishing


@handler(publishing.ANNOUNCE_JOB)
def announce(job, *, edition):
    publishing.announce(edition)


@shared_task
def prepare_due():
    """Prepare the draft for the next meeting, once; sent every evening and again in the morning."""
    publishing.prepare_due()
