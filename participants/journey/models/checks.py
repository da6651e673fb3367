"""What somebody enters about themself is shown at once, and is evidence once somebody else has checked it."""

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field

COUNTS = Q(is_own_entry=False) | Q(checked_at__isnull=False)
WAITS = Q(is_own_entry=True, checked_at=None, voided_at=None)  # few of many: each model has an index of these


class Checkable(models.Model):
    is_own_entry = models.BooleanField("dicatat sendiri", default=False, db_default=False, editable=False)
    checked_at = models.DateTimeField("diperiksa", null=True, blank=True, editable=False)
    checked_by = actor_field("diperiksa oleh", optional=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_at=None) | Q(checked_by__isnull=False), name="checked_%(class)s_names_who"
            )
        ]

    @property
    def awaits_check(self):
        return self.is_own_entry and self.checked_at is None
