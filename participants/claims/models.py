"""How a record and its owner find each other again: one-time codes."""

import datetime as dt
import secrets

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from participants.people.models import Participant


def _salt():
    return secrets.token_hex(16)


class ClaimCodeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(used_at=None, tries__lt=ClaimCode.MAX_TRIES, created_at__gt=now() - ClaimCode.LIFE)


class ClaimCode(models.Model):
    """A one-time code to claim an account. Only a salt is kept: the code follows from it and the server's secret key.

    A question about a number that fits nobody leaves a row without a person, so that both go the same way.
    """

    LIFE = dt.timedelta(minutes=10)
    MAX_TRIES = 5

    class Place(models.TextChoices):
        MAIL = "mail", "surel"
        DESK = "desk", "meja kecamatan"

    participant = models.ForeignKey(Participant, models.CASCADE, null=True, blank=True, related_name="claim_codes")
    place = models.CharField(max_length=4, choices=Place.choices)
    salt = models.CharField(max_length=32, default=_salt, editable=False)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)
    used_at = models.DateTimeField(null=True, blank=True)
    issued_by = actor_field(on_delete=models.SET_NULL, optional=True)

    objects = ClaimCodeQuerySet.as_manager()

    class Meta:
        verbose_name = "kode klaim"
        verbose_name_plural = "kode klaim"
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=5), name="claim_code_at_most_five_tries"),
        ]

    def __str__(self):
        return f"kode klaim {self.get_place_display()}"
