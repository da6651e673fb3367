"""Targets of agencies for their trainings: apart from the programme's targets, and never added to them."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from okoce.history import History, TrackedQuerySet
from okoce.programme.models import Commodity, TargetDecree
from trainings.sessions.models.trainers import serving

TWICE = "Target ini sudah ada. Ubah yang sudah ada."


class TrainingTargetQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """For staff work: those of the agencies that serve the area in which they may open the list."""
        return self.filter(serving(user.areas_for("training_sessions.view_trainingtarget"), "agency"))


class TrainingTarget(models.Model):
    """How many people or trainings an agency is to reach in a year: of a commodity or all, in a kecamatan or all."""

    class Counts(models.TextChoices):
        PEOPLE = "people", "orang"
        TRAININGS = "trainings", "pelatihan"

    programme_year = models.ForeignKey(
        "programme.ProgrammeYear", models.PROTECT, related_name="training_targets", verbose_name="tahun program"
    )
    agency = models.ForeignKey(
        "programme.Agency", models.PROTECT, related_name="training_targets", verbose_name="instansi"
    )
    commodity = models.ForeignKey(
        Commodity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="training_targets",
        verbose_name="komoditas",
        help_text="Kosong: semua komoditas.",
    )
    kecamatan = models.ForeignKey(
        "regions.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="training_targets",
        verbose_name="kecamatan",
        help_text="Kosong: seluruh wilayah kerja instansi.",
    )
    counts = models.CharField("yang dihitung", max_length=9, choices=Counts.choices, default=Counts.PEOPLE)
    amount = models.PositiveIntegerField("target")
    decree = models.ForeignKey(
        TargetDecree, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="SK"
    )

    objects = TrainingTargetQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = "target pelatihan instansi"
        verbose_name_plural = "target pelatihan instansi"
        ordering = ["programme_year", "agency", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="training_target_is_something"),
            models.UniqueConstraint(
                "programme_year",
                "agency",
                "counts",
                Coalesce("commodity", Value(0)),
                Coalesce("kecamatan", Value("")),
                name="one_training_target_per_agency_and_part",
                violation_error_message=TWICE,
            ),
        ]

    def __str__(self):
        about = self.commodity.name if self.commodity_id else "semua komoditas"
        return f"{self.agency}, {about}: {self.amount} {self.get_counts_display()}"
