"""The homes of a participant over time."""

from django.db import models

from okoce.clock import now
from participants.people.models.participants import Participant


class Residence(models.Model):
    """Where a person lived from a day on. The newest row not after a day is the home of that day."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="residences", verbose_name="peserta")
    kelurahan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    since_on = models.DateField()
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = "tempat tinggal"
        verbose_name_plural = "tempat tinggal"
        ordering = ["since_on", "id"]
        constraints = [models.UniqueConstraint(fields=["participant", "since_on"], name="one_residence_per_day")]

    def __str__(self):
        return f"{self.kelurahan_id} sejak {self.since_on}"
