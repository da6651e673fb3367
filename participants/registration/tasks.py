"""Old drafts are deleted by the beat; of a repeated registration the owner is notified by a job. Idempotent."""

from celery import shared_task

from okoce.jobs.outbox import handler
from participants.registration.actions import drafts, register


@shared_task
def forget_old_drafts():
    drafts.forget_old()


@handler("participants.tell_registered_again")
def tell_registered_again(job, *, participant, key):
    register.tell_again(participant, key)
