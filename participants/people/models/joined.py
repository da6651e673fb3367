"""Registrations and records that became part of another record: their numbers, and what was typed."""

import json

from django.db import models

from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.sealing import seal, unseal
from participants.people.reach import VIEW, Reach


class JoinedRegistrationQuerySet(models.QuerySet):
    def visible_to(self, user, permission=VIEW):
        return self.filter(Reach.of(user, permission).on("participant"))


class JoinedRegistration(models.Model):
    """The number of a registration whose NIK a record held, or of a record that was merged: it leads to that record."""

    number = models.CharField("nomor pendaftaran", max_length=20, unique=True)
    participant = models.ForeignKey("people.Participant", models.CASCADE, related_name="joined", verbose_name="peserta")
    former_id = models.BigIntegerField(help_text="The row it was, by which the access log names it.")
    typed_sealed = models.BinaryField(editable=False)
    registered_at = models.DateTimeField("mendaftar", editable=False)
    joined_at = models.DateTimeField("disatukan", default=now, editable=False)
    joined_by = actor_field("disatukan oleh")
    settled_at = models.DateTimeField("perbedaan diputuskan", null=True, blank=True, editable=False)
    settled_by = actor_field("diputuskan oleh", optional=True)

    objects = JoinedRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "pendaftaran yang disatukan"
        verbose_name_plural = "pendaftaran yang disatukan"
        ordering = ["-id"]

    def __str__(self):
        return self.number

    @property
    def typed(self):
        """{field: what was typed}, of the person and of the business."""
        return json.loads(unseal(self.typed_sealed))

    @typed.setter
    def typed(self, value):
        self.typed_sealed = seal(json.dumps(value))
