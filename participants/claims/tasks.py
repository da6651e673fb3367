"""The job that sends a one-time code."""

from okoce.jobs.outbox import handler
from participants.claims import actions


@handler("participants.mail_claim")
def mail_claim(job, *, claim_code):
    actions.mail(claim_code)
