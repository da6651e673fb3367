"""Trainers: who teaches sessions."""

from django.db import models
from django.db.models import Q

from okoce.history import History, TrackedQuerySet
from okoce.name_columns import NameKeyField, with_key
from okoce.programme.models import Module
from participants.cleaning import availability


def serving(area, path):
    """Return the condition that an agency works in an area: for all Jakarta, or for the kota that the area lies in."""
    if area.is_everywhere:
        return ~Q(pk__in=[])
    if not area:
        return Q(pk__in=[])
    of_all = Q(**{f"{path}__region__isnull": True})
    return of_all | Q(**{f"{path}__region__in": {code[:5] for code in area.codes}})


class TrainerQuerySet(TrackedQuerySet):
    def in_use(self):
        return self.filter(is_active=True)

    def visible_to(self, user):
        """For staff work: the trainers of the agencies that serve the area in which they may open the list."""
        return self.filter(serving(user.areas_for("training_sessions.view_trainer"), "agency"))


class Trainer(models.Model):
    """Somebody who teaches. `availability` is as a participant's; 0: not written down. No modules: any of them."""

    name = models.CharField("nama", max_length=120)
    name_key = NameKeyField()
    phone = models.CharField("nomor HP", max_length=20, blank=True)
    agency = models.ForeignKey("programme.Agency", models.PROTECT, related_name="trainers", verbose_name="instansi")
    modules = models.ManyToManyField(
        Module,
        related_name="trainers",
        blank=True,
        verbose_name="modul yang diajarkan",
        help_text="Kosong: semua modul.",
    )
    availability = models.PositiveIntegerField("waktu mengajar", default=0)
    is_active = models.BooleanField("masih mengajar", default=True)

    objects = TrainerQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = "narasumber"
        verbose_name_plural = "narasumber"
        ordering = ["name_key", "id"]
        indexes = [models.Index(fields=["name_key", "id"], name="trainers_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(availability__range=(0, availability.ALL)), name="trainer_availability_is_of_a_week"
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, update_fields=None, **kwargs):
        super().save(*args, update_fields=with_key(update_fields), **kwargs)
