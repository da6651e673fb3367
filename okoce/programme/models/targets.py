"""What a kecamatan is to reach in a year."""

from django.db import models

from okoce.history import History, TrackedQuerySet
from okoce.programme.models.reference import Agency
from okoce.programme.models.years import ProgrammeYear
from okoce.programme.stages import Stage
from okoce.reference.memory import ReferenceQuerySet


class TargetQuerySet(ReferenceQuerySet, TrackedQuerySet):
    def visible_to(self, user):
        return self.filter(user.areas_for("programme.view_target").on("kecamatan"))


class Target(models.Model):
    """How many people a kecamatan is to bring to a stage in a year, by agency."""

    programme_year = models.ForeignKey(ProgrammeYear, models.CASCADE, related_name="targets", verbose_name="tahun")
    kecamatan = models.ForeignKey("regions.Region", models.PROTECT, related_name="targets", verbose_name="kecamatan")
    stage = models.CharField("tahap", max_length=12, choices=Stage.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="targets", verbose_name="instansi")
    people = models.PositiveIntegerField("target (orang)")

    objects = TargetQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = "target"
        verbose_name_plural = "target"
        ordering = ["programme_year", "kecamatan", "stage"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme_year", "kecamatan", "stage", "agency"],
                name="one_target_per_year_place_stage_agency",
            )
        ]

    def __str__(self):
        return f"{self.kecamatan_id} {self.get_stage_display()} {self.people}"
