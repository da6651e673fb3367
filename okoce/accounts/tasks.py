"""What the beat asks of accounts; idempotent."""

from celery import shared_task

from okoce.accounts import actions


@shared_task(name="accounts.end_sessions")
def end_sessions():
    return actions.end_sessions_of_ended_roles()
