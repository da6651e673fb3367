"""Frozen figures."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from okoce.clock import now
from okoce.regions.levels import JAKARTA


class Snapshot(models.Model):
    """Figures of one region at one cut-off, frozen: what a report is drawn from, so that it reprints the same.

    Those of an edition are its own; others were frozen between editions. No row ever changes (triggers.py).
    """

    period = models.ForeignKey("snapshots.Period", models.PROTECT, related_name="snapshots")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    edition = models.ForeignKey("snapshots.Edition", models.PROTECT, null=True, related_name="snapshots")
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
            models.UniqueConstraint(
                fields=["period", "region", "fingerprint"],
                condition=Q(edition=None),
                name="one_snapshot_per_set_of_figures",
            ),
            models.UniqueConstraint(
                fields=["edition", "region"],
                condition=Q(edition__isnull=False),
                name="one_snapshot_per_edition_and_region",
            ),
        ]

    def __str__(self):
        return f"{self.region_id} {self.cut_off_on}"

    @property
    def is_final(self):
        """Whether its paper is drawn once and served for ever."""
        return self.edition is not None and not self.edition.is_draft

    @property
    def printed_number(self):
        """Return the number of its paper: 2026-23-R1-31.73.02; empty between editions."""
        return f"{self.edition.printed_number}-{self.region_id}" if self.edition else ""

    @property
    def printed(self):
        """Return the figures and, as `edition`, what the paper says of the edition; None between editions."""
        return self.figures | {"edition": self.printed_edition}

    @property
    def printed_edition(self):
        """Return what the paper says of the edition; None between editions."""
        edition = self.edition
        if edition is None:
            return None
        texts = {row.region_id: row.text for row in edition.paragraphs.all()}
        kota = ".".join(self.region_id.split(".")[:2])
        return {
            "name": edition.short_number,
            "number": self.printed_number,
            "state": edition.state,
            "approved_by": edition.approved_name,
            "approved_at": edition.approved_at.isoformat() if edition.approved_at else None,
            "paragraph": texts.get(JAKARTA, ""),
            "kota_paragraph": texts.get(kota, "") if kota != JAKARTA else "",
            "sha256": self.fingerprint,
            "address": reverse("reports:editions-check-number", args=[self.printed_number]),
        }
