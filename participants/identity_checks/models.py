"""The identity check: an officer or an attendance compared the card with the data."""

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now, today
from okoce.dates import FIRST_DAY
from participants.journey.models.voids import Voidable, VoidableQuerySet
from participants.people.models import Participant


class IdentityCheckQuerySet(VoidableQuerySet):
    def visible_to(self, user):
        return self.filter(participant__in=Participant.objects.visible_to(user))


class IdentityCheck(Voidable):
    """An officer held the identity card in hand and compared it. Evidence of Pendaftaran."""

    class Place(models.TextChoices):
        DESK = "desk", "meja pendaftaran"
        ATTENDANCE = "attendance", "saat hadir pertama"

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="identity_checks", verbose_name="peserta")
    checked_on = models.DateField("tanggal periksa", default=today)
    checked_by = actor_field("petugas")
    place = models.CharField("tempat", max_length=10, choices=Place.choices)
    recorded_at = models.DateTimeField("dicatat", default=now, editable=False)

    objects = IdentityCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "pemeriksaan KTP"
        verbose_name_plural = "pemeriksaan KTP"
        ordering = ["-id"]
        constraints = [
            *Voidable.Meta.constraints,
            models.UniqueConstraint(
                fields=["participant"], condition=Q(voided_at=None), name="one_standing_identity_check"
            ),
            models.CheckConstraint(condition=Q(checked_on__gte=FIRST_DAY), name="check_is_of_the_programme"),
        ]

    def __str__(self):
        return f"KTP diperiksa {self.checked_on}"
