"""Stalls and who has one on which day."""

from django.db import models
from django.db.models import Q

from bazaars.models.applications import StallApplication
from bazaars.models.bazaars import Bazaar
from okoce.clock import now


class StallDayQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(released_at=None)

    def visible_to(self, user):
        return self.filter(application__in=StallApplication.objects.visible_to(user))

    def sold_by(self, user):
        """Where somebody may write down takings: staff of the place, and who stands there themselves."""
        hosted = Bazaar.objects.visible_to(user, "bazaars.add_stallsale")
        return self.filter(Q(bazaar__in=hosted) | Q(application__participant__user=user))


class StallDay(models.Model):
    """One numbered stall on one day, in the hands of one applicant."""

    bazaar = models.ForeignKey(Bazaar, models.PROTECT, related_name="stall_days", verbose_name="bazar")
    number = models.PositiveSmallIntegerField("lapak")
    day_on = models.DateField("hari")
    application = models.ForeignKey(StallApplication, models.CASCADE, related_name="stall_days", verbose_name="lamaran")
    given_at = models.DateTimeField("diberikan", default=now, editable=False)
    released_at = models.DateTimeField("dilepas", null=True, blank=True)
    release_reason = models.CharField("alasan dilepas", max_length=200, blank=True)

    objects = StallDayQuerySet.as_manager()

    class Meta:
        verbose_name = "lapak per hari"
        verbose_name_plural = "lapak per hari"
        ordering = ["day_on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["bazaar", "number", "day_on"], condition=Q(released_at=None), name="no_stall_day_twice"
            ),
            models.UniqueConstraint(
                fields=["application", "day_on"], condition=Q(released_at=None), name="one_stall_a_day_per_person"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="stalls_count_from_one"),
            models.CheckConstraint(
                condition=Q(released_at=None) | ~Q(release_reason=""), name="released_stall_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"Lapak {self.number}"
