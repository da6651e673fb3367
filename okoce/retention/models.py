"""Runs of retention: what was deleted by age, or would be, in counts only."""

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now


class RetentionRunQuerySet(models.QuerySet):
    def visible_to(self, user, permission="retention.view_retentionrun"):
        """Who watches all Jakarta sees all; nobody else any."""
        return self if user.areas_for(permission).is_everywhere else self.none()

    def finished(self, *, is_dry):
        return self.filter(is_dry=is_dry, finished_at__isnull=False)


class RetentionRun(models.Model):
    """One run over all kinds of okoce/kept_for.py: {name: rows}. A dry run is asked for first and counted by a job."""

    class How(models.TextChoices):
        JOB = "job", "otomatis setiap jam"
        COMMAND = "command", "perintah di server"
        PAGE = "page", "halaman masa simpan"

    how = models.CharField("cara", max_length=8, choices=How.choices)
    is_dry = models.BooleanField("uji coba", default=False)
    asked_at = models.DateTimeField("diminta", default=now, editable=False)
    asked_by = actor_field("diminta oleh", models.SET_NULL, optional=True)
    finished_at = models.DateTimeField("selesai", null=True, blank=True, editable=False)
    counts = models.JSONField("jumlah", default=dict, editable=False)
    failed = models.JSONField("gagal", default=list, editable=False)

    objects = RetentionRunQuerySet.as_manager()

    class Meta:
        verbose_name = "pembersihan data lama"
        verbose_name_plural = "pembersihan data lama"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=False) | Q(counts={}), name="retention_counts_once_finished"
            )
        ]

    def __str__(self):
        return f"Pembersihan {self.pk}"

    @property
    def total(self):
        return sum(self.counts.values())
