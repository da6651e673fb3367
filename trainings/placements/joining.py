"""Placements of one record go over to another one of the same person, who is at one host at a time."""

from django.core.exceptions import ValidationError

from trainings.placements.models import Placement

BOTH_RUN = "Keduanya sedang ditempatkan, di “{}” dan di “{}”; tulis hasil salah satunya dulu."


def lock(participant_ids):
    """Nothing: a placement begins while its person is held, and ends without reading whose it is."""


def join(duplicate, keep):
    """Give the record all placements. Raise `ValidationError` where both are at a host now."""
    running = Placement.objects.filter(outcome=Placement.Outcome.RUNNING, participant__in=[duplicate.pk, keep.pk])
    hosts = list(running.order_by("pk").values_list("host_name", flat=True))
    if len(hosts) > 1:
        raise ValidationError(BOTH_RUN.format(*hosts))
    duplicate.placements.update(participant=keep)
