"""What the beat starts for merges. Idempotent."""

from celery import shared_task

from participants.merges.actions import undoing


@shared_task(name="participants.merges.tasks.forget_logs")
def forget_logs():
    return undoing.forget_logs()
