"""Figures that are counted once a day and kept, so that no page counts people."""

from django.db import models


class DailyCount(models.Model):
    """The figures of a year as of a day were counted at an instant."""

    programme_year = models.ForeignKey("programme.ProgrammeYear", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField("untuk hari")
    counted_at = models.DateTimeField("dihitung")

    class Meta:
        verbose_name = "penghitungan harian"
        verbose_name_plural = "penghitungan harian"
        indexes = [models.Index(fields=["programme_year", "day", "counted_at"], name="daily_counts_by_day")]

    def __str__(self):
        return f"{self.day}"


class DailyFigure(models.Model):
    """A figure of a kecamatan as of a day, from the instant it was counted until a later row says otherwise.

    Rows are only appended, where a count differs from the one before; without a row it is 0.
    """

    programme_year = models.ForeignKey("programme.ProgrammeYear", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField("untuk hari")
    figure = models.CharField("angka", max_length=260)  # of a table: key:label
    version = models.PositiveSmallIntegerField("versi")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", db_index=False)
    value = models.BigIntegerField("nilai")
    counted_at = models.DateTimeField("dihitung")

    class Meta:
        verbose_name = "angka harian"
        verbose_name_plural = "angka harian"
        constraints = [
            models.UniqueConstraint(
                fields=["programme_year", "day", "figure", "region", "counted_at"], name="one_daily_figure_per_count"
            )
        ]

    def __str__(self):
        return f"{self.figure} {self.region_id} {self.day}: {self.value}"
