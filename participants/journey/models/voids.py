"""Rows that are taken back with a reason and never deleted."""

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field


class VoidableQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(voided_at=None)


class Voidable(models.Model):
    """Who took the row back, when and why. A model lists `Voidable.Meta.constraints` among its own."""

    voided_at = models.DateTimeField("dibatalkan", null=True, blank=True, editable=False)
    voided_by = actor_field("dibatalkan oleh", optional=True, editable=False)
    void_reason = models.CharField("alasan pembatalan", max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""), name="voided_%(class)s_has_a_reason"
            )
        ]
