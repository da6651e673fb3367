"""Old drafts are deleted by the beat; of a repeated registration the owner is notified by a job. Idempotent."""

from celery import shared_task

from okoce.jobs.outbox import handler
from participants.registration.actions import drafts, register


@shared_task
def forget_old_drafts():
    drafts.forget_old()


@handler("registration.notify_repeat")
def notify_repeat(job, *, participant, key):
    register.notify_repeat_registration(participant, key)
