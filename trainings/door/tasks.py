"""What the beat starts for the door. Idempotent."""

from celery import shared_task

from trainings.door.actions import walk_ins


@shared_task(name="trainings.door.tasks.forget_walk_ins")
def forget_walk_ins():
    return walk_ins.forget_old()
