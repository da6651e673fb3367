"""What the beat rings for. Each may ring twice without harm."""

from celery import shared_task

from participants.actions import tallies


@shared_task
def fold_tallies():
    tallies.fold()
