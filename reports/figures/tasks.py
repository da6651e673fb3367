"""What the beat starts for figures. Idempotent."""

from celery import shared_task

from reports.figures import actions


@shared_task
def keep_figures():
    actions.keep_due()
