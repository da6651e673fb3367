"""What the beat asks of accounts, and the job that sends a code; idempotent."""

from celery import shared_task

from okoce.accounts import actions
from okoce.accounts.actions import codes
from okoce.jobs.outbox import handler


@shared_task(name="accounts.end_sessions")
def end_sessions():
    return actions.end_sessions_of_ended_roles()


@handler("accounts.send_code")
def send_code(job, *, code):
    codes.send_code(code)
