"""What the beat starts for notices. Idempotent."""

from celery import shared_task

from participants.calls.actions import notices, reminders


@shared_task(name="participants.calls.tasks.put_on_call_lists")
def put_on_call_lists():
    return notices.put_on_call_lists()


@shared_task(name="participants.calls.tasks.remind")
def remind():
    return reminders.remind()
