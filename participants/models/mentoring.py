from django.conf import settings
from django.db import models
from django.db.models import Q

from okoce.clock import now, today
from participants.models.people import Participant


class MentoringNoteQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(voided_at=None)

    def visible_to(self, user):
        """The two who met; staff see that they met (date, kind, minutes), which is all their pages show."""
        if not user.is_authenticated:
            return self.none()
        area = user.areas_for("participants.view_mentoringnote").on("participant__kecamatan")
        return self.filter(Q(mentor=user) | Q(participant__user=user) | area)


class MentoringNote(models.Model):
    """A meeting of mentor and participant. The text is between the two of them. Evidence of Pendampingan."""

    class Kind(models.TextChoices):
        VISIT = "visit", "kunjungan"
        PHONE = "phone", "telepon"
        GROUP = "group", "kelompok"

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="mentoring_notes", verbose_name="peserta")
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notes_written", verbose_name="pendamping"
    )
    met_on = models.DateField("tanggal", default=today)
    kind = models.CharField("bentuk", max_length=6, choices=Kind.choices)
    minutes = models.PositiveSmallIntegerField("lama (menit)")
    text = models.TextField("catatan", blank=True)
    next_step = models.CharField("langkah berikut", max_length=200, blank=True)
    next_step_done_on = models.DateField("langkah berikut selesai", null=True, blank=True)
    recorded_at = models.DateTimeField("dicatat", default=now, editable=False)
    voided_at = models.DateTimeField("dibatalkan", null=True, blank=True)

    objects = MentoringNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan pendampingan"
        verbose_name_plural = "catatan pendampingan"
        ordering = ["-met_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(next_step_done_on=None) | ~models.Q(next_step=""),
                name="done_step_was_named",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.met_on}"
