"""What the beat rings for. Each may ring twice without harm."""

from celery import shared_task

from okoce.jobs.outbox import handler
from participants.actions import claims, drafts, registration, tallies


@shared_task
def fold_tallies():
    tallies.fold()


@shared_task
def forget_old_drafts():
    drafts.forget_old()


@handler("participants.mail_claim")
def mail_claim(job, *, claim_code):
    claims.mail(claim_code)


@handler("participants.tell_registered_again")
def tell_registered_again(job, *, participant):
    registration.tell_again(participant)
