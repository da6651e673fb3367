"""Trainings: what groups sessions, of the year's modules or of a commodity."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from okoce.history import History, TrackedQuerySet
from okoce.programme.models import Commodity, Module
from trainings.sessions.models.trainers import serving
from trainings.sessions.states import TrainingKind

NEEDS_COMMODITY = "Pelatihan keterampilan perlu komoditas; pelatihan modul tahun ini tidak."
NOT_ITSELF = "Pelatihan tidak dapat melanjutkan dirinya sendiri."


class TrainingQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """For staff work: those of agencies that serve the area in which they may open the list, or aimed at it."""
        area = user.areas_for("training_sessions.view_training")
        aimed = Training.kecamatan.through.objects.filter(area.on("region")).values("training")
        return self.filter(serving(area, "agency") | Q(pk__in=aimed))


class Training(models.Model):
    """A soft training teaches modules of the year and counts for Pelatihan; a hard one teaches the work of a commodity.

    Its sessions take agency, modules and seats from it when they are planned.
    """

    Kind = TrainingKind

    title = models.CharField("judul", max_length=100)
    kind = models.CharField("jenis", max_length=4, choices=Kind.choices, default=Kind.SOFT)
    commodity = models.ForeignKey(
        Commodity, models.PROTECT, null=True, blank=True, related_name="trainings", verbose_name="komoditas"
    )
    agency = models.ForeignKey(
        "programme.Agency", models.PROTECT, related_name="trainings", verbose_name="penyelenggara"
    )
    programme_year = models.ForeignKey(
        "programme.ProgrammeYear", models.PROTECT, related_name="trainings", verbose_name="tahun program"
    )
    seats = models.PositiveSmallIntegerField("kursi tiap sesi", default=100)
    modules = models.ManyToManyField(Module, related_name="trainings", verbose_name="modul")
    kecamatan = models.ManyToManyField(
        "regions.Region", related_name="trainings", blank=True, verbose_name="kecamatan sasaran"
    )
    continues = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name="lanjutan dari",
        help_text="Lulusan pelatihan itu diundang ke pelatihan ini.",
    )

    objects = TrainingQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = "pelatihan"
        verbose_name_plural = "pelatihan"
        ordering = ["-programme_year", "title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=TrainingKind.HARD, commodity__isnull=False)
                | Q(kind=TrainingKind.SOFT, commodity__isnull=True),
                name="hard_training_has_a_commodity",
                violation_error_message=NEEDS_COMMODITY,
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="training_has_seats"),
            models.CheckConstraint(
                condition=Q(continues__isnull=True) | ~Q(continues=F("id")),
                name="training_does_not_continue_itself",
                violation_error_message=NOT_ITSELF,
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        if (self.kind == self.Kind.HARD) != bool(self.commodity_id):
            raise ValidationError({"commodity": NEEDS_COMMODITY})
        if self.pk and self.continues_id == self.pk:
            raise ValidationError({"continues": NOT_ITSELF})
