"""Frozen figures."""

from django.db import models

from okoce.clock import now


class Snapshot(models.Model):
    """Figures of one region at one cut-off, frozen: what a report is drawn from, so that it reprints the same."""

    period = models.ForeignKey("snapshots.Period", models.PROTECT, related_name="snapshots")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    cut_off_on = models.DateField("batas hari")
    known_at = models.DateTimeField("diketahui sampai", default=now)
    rule_version = models.CharField("versi aturan", max_length=10)
    figures = models.JSONField()
    fingerprint = models.CharField("sidik angka", max_length=64)

    class Meta:
        verbose_name = "potret angka"
        verbose_name_plural = "potret angka"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["period", "region", "fingerprint"], name="one_snapshot_per_set_of_figures")
        ]

    def __str__(self):
        return f"{self.region_id} {self.cut_off_on}"
