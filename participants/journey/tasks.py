"""What the beat starts for the journey. Idempotent."""

from celery import shared_task

from participants.journey.actions import tallies


@shared_task
def fold_tallies():
    tallies.fold()
