"""Changes of days or place of a bazaar, or that it was taken off the list, once people had applied."""

from django.db import models

from bazaars.models.bazaars import Bazaar
from okoce.actor_fields import actor_field
from okoce.clock import now


class BazaarChangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(bazaar__in=Bazaar.objects.visible_to(user))


class BazaarChange(models.Model):
    """How a bazaar stood before, and since. Each is announced once."""

    bazaar = models.ForeignKey(Bazaar, models.CASCADE, related_name="changes", verbose_name="bazar")
    before = models.TextField("semula")
    after = models.TextField("menjadi")
    changed_by = actor_field("diubah oleh", models.SET_NULL, optional=True)
    changed_at = models.DateTimeField("diubah", default=now, editable=False)

    objects = BazaarChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "perubahan bazar"
        verbose_name_plural = "perubahan bazar"
        ordering = ["-id"]

    def __str__(self):
        return f"{self.before} → {self.after}"
