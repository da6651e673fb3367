"""Reporting periods."""

from django.db import models
from django.db.models import F, Q


class Period(models.Model):
    """A fortnight of reporting. Figures count what was true on its last day."""

    programme_year = models.ForeignKey("programme.ProgrammeYear", models.PROTECT, verbose_name="tahun program")
    number = models.PositiveSmallIntegerField("nomor")
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")

    class Meta:
        verbose_name = "periode dua mingguan"
        verbose_name_plural = "periode dua mingguan"
        ordering = ["-ends_on"]
        constraints = [
            models.UniqueConstraint(fields=["programme_year", "number"], name="one_period_per_year_and_number"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="period_ends_after_start"),
        ]

    def __str__(self):
        return f"Periode {self.number} · {self.programme_year.year}"
