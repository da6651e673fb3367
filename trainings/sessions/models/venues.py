"""Venues: where sessions are held."""

from django.db import models
from django.db.models import Q

from okoce.history import History, TrackedQuerySet
from okoce.name_columns import with_key
from participants.cleaning import availability
from trainings.sessions.venue_names import VenueKeyField


class VenueQuerySet(TrackedQuerySet):
    def in_use(self):
        return self.filter(is_active=True)

    def visible_to(self, user):
        """For staff work: the venues of the area in which they may open the list. No person stands in them."""
        return self.filter(user.areas_for("training_sessions.view_venue").on("kelurahan"))


class Venue(models.Model):
    """One hall, one row: however its name is spelled, a kelurahan has it once."""

    name = models.CharField("nama tempat", max_length=120)
    name_key = VenueKeyField()
    kelurahan = models.ForeignKey("regions.Region", models.PROTECT, related_name="venues", verbose_name="kelurahan")
    address = models.CharField("alamat", max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField("daya tampung (orang)", default=100)
    access = models.CharField(
        "akses",
        max_length=200,
        blank=True,
        help_text="Misalnya: lantai 1, ramp kursi roda, dekat halte Transjakarta.",
    )
    opening = models.PositiveIntegerField("waktu buka", default=availability.ALL)
    is_active = models.BooleanField("masih dipakai", default=True)

    objects = VenueQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = "tempat pelatihan"
        verbose_name_plural = "tempat pelatihan"
        ordering = ["kelurahan", "name_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kelurahan", "name_key"],
                name="one_venue_per_kelurahan_and_name",
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="venue_holds_somebody"),
            models.CheckConstraint(condition=Q(opening__range=(1, availability.ALL)), name="venue_opens_some_time"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, update_fields=None, **kwargs):
        super().save(*args, update_fields=with_key(update_fields), **kwargs)

    @property
    def kecamatan_code(self):
        return self.kelurahan_id[:8]
