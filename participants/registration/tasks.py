"""Old drafts are deleted by the beat; who holds the NIK of a new registration is notified by a job. Idempotent."""

from celery import shared_task

from okoce.jobs.outbox import handler
from participants.registration.actions import drafts, register


@shared_task
def forget_old_drafts():
    drafts.forget_old()


@handler("registration.notify_holder")
def notify_holder(job, *, participant):
    register.notify_holder(participant)
