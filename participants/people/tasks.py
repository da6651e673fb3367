"""The words of names are gathered by the beat. Idempotent."""

from celery import shared_task

from participants.people import name_words


@shared_task
def gather_name_words():
    name_words.gather()


@shared_task
def gather_all_name_words():
    name_words.gather_all()
