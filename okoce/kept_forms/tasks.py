"""Periodic work on kept forms. Idempotent."""

from celery import shared_task

from okoce.kept_forms import actions


@shared_task
def forget_old_forms():
    actions.forget_old()
