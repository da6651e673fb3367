"""The job that sends a one-time code."""

from okoce.jobs.outbox import handler
from participants.claims import actions


@handler("claims.send_code")
def send_code(job, *, claim_code):
    actions.send_code(claim_code)
