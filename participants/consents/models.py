"""Consents and withdrawals, each with the version of the text that was read."""

from django.db import models
from django.db.models import Exists, OuterRef

from okoce.clock import now
from participants.consents.texts import Purpose
from participants.people.models import Participant


class ConsentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(participant__in=Participant.objects.visible_to(user))

    def withdrawn(self, purpose):
        """Return the newest answers to this purpose that take back an earlier yes, or say no."""
        newer = Consent.objects.filter(participant=OuterRef("participant"), purpose=purpose, pk__gt=OuterRef("pk"))
        return self.filter(~Exists(newer), purpose=purpose, is_given=False).order_by()


class Consent(models.Model):
    """An optional yes or its withdrawal: purpose, text version, time, channel. The newest row counts."""

    Purpose = Purpose

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="consents", verbose_name="peserta")
    purpose = models.CharField("tujuan", max_length=10, choices=Purpose.choices)
    is_given = models.BooleanField("setuju")
    text_version = models.CharField("versi teks", max_length=10)
    channel = models.CharField("saluran", max_length=10)
    recorded_at = models.DateTimeField("waktu", default=now, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "persetujuan"
        verbose_name_plural = "persetujuan"
        ordering = ["-id"]

    def __str__(self):
        return f"{self.get_purpose_display()}: {'ya' if self.is_given else 'tidak'}"
