"""What a kecamatan is to reach in a year, and the decisions (SK) that said so."""

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.history import History, TrackedQuerySet
from okoce.programme.models.reference import Agency
from okoce.programme.models.years import ProgrammeYear
from okoce.programme.stages import Stage
from okoce.reference.memory import ReferenceQuerySet


class DecreeSource(models.TextChoices):
    PASTED = "pasted", "ditempel dari tabel"
    COPIED = "copied", "disalin dari tahun sebelumnya"


class TargetDecreeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A decision is of no area: seen by who may see targets at all."""
        return self if user.has_perm("programme.view_target") else self.none()


class TargetDecree(models.Model):
    """A decision that set targets: its number and day, and who wrote the table, when and how."""

    Source = DecreeSource

    programme_year = models.ForeignKey(ProgrammeYear, models.PROTECT, related_name="decrees", verbose_name="tahun")
    number = models.CharField("nomor SK", max_length=80)
    signed_on = models.DateField("tanggal SK")
    source = models.CharField("cara", max_length=6, choices=Source.choices)
    percent = models.PositiveSmallIntegerField("persen dari tahun sebelumnya", null=True, blank=True)
    added_up = models.BooleanField("jumlahnya cocok", default=True)
    written_at = models.DateTimeField("ditulis", default=now, editable=False)
    written_by = actor_field("ditulis oleh", editable=False)

    objects = TargetDecreeQuerySet.as_manager()

    class Meta:
        verbose_name = "SK target"
        verbose_name_plural = "SK target"
        ordering = ["-id"]
        default_permissions = ()  # who may change targets writes the decision with them
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="decree_has_a_number"),
            models.CheckConstraint(condition=Q(source__in=DecreeSource.values), name="decree_source_is_known"),
        ]

    def __str__(self):
        return self.number


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
    # Empty: changed one by one in the admin, or set before decisions were written down.
    decree = models.ForeignKey(TargetDecree, models.PROTECT, null=True, editable=False, verbose_name="SK")

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
