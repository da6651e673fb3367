"""Applications for a stall."""

from django.db import models
from django.db.models import Q

from bazaars.models.bazaars import Bazaar
from okoce.actor_fields import actor_field
from okoce.clock import now
from participants.people.models import Participant


class StallApplicationQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)

    def owned_by(self, user):
        return self.filter(participant__in=Participant.objects.owned_by(user))

    def visible_to(self, user):
        """Who hosts the bazaar sees who applied; everybody sees what is their own family's."""
        if not user.is_authenticated:
            return self.none()
        hosted = Bazaar.objects.visible_to(user, "bazaars.view_stallapplication")
        return self.filter(Q(bazaar__in=hosted) | Q(participant__in=Participant.objects.owned_by(user)))


class StallApplication(models.Model):
    """Somebody asks for a stall. The number stands for them wherever the draw is public."""

    class Category(models.TextChoices):
        FOOD = "kuliner", "makanan dan minuman"
        FASHION = "fesyen", "pakaian dan aksesori"
        CRAFT = "kriya", "kerajinan"
        SERVICE = "jasa", "jasa"
        OTHER = "lain", "lainnya"

    bazaar = models.ForeignKey(Bazaar, models.PROTECT, related_name="applications", verbose_name="bazar")
    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="stall_applications", verbose_name="peserta"
    )
    number = models.PositiveIntegerField("nomor lamaran")
    category = models.CharField("yang dijual", max_length=8, choices=Category.choices)
    applied_by = actor_field("dilamar oleh", models.SET_NULL, null=True)
    applied_at = models.DateTimeField("dilamar", default=now, editable=False)
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True)

    objects = StallApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "lamaran lapak"
        verbose_name_plural = "lamaran lapak"
        ordering = ["bazaar", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["bazaar", "participant"], condition=Q(withdrawn_at=None), name="one_application_per_person"
            ),
            models.UniqueConstraint(fields=["bazaar", "number"], name="one_application_per_number"),
        ]

    def __str__(self):
        return f"Lamaran nomor {self.number}"
