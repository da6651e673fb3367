"""What the beat starts for attendance. Idempotent."""

from celery import shared_task

from trainings.attendance.actions import attendance


@shared_task(name="trainings.attendance.tasks.close_lists")
def close_lists():
    return attendance.close_lists()
