from django.db import models
from django.db.models import F, Q

from okoce.clock import now, today


class BazaarQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_published=True)

    def coming(self):
        return self.published().filter(ends_on__gte=today())

    def visible_to(self, user):
        return self.filter(user.areas_for("bazaars.view_bazaar").on("kecamatan"))


class Bazaar(models.Model):
    """A market of the programme: where, on which days, how many stalls."""

    programme_year = models.ForeignKey("programme.ProgrammeYear", models.PROTECT, verbose_name="tahun program")
    name = models.CharField("nama", max_length=100)
    kecamatan = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="bazaars", verbose_name="kecamatan tuan rumah"
    )
    venue = models.CharField("tempat", max_length=120)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai")
    stalls = models.PositiveSmallIntegerField("jumlah lapak")
    is_published = models.BooleanField("diumumkan", default=False)
    created_at = models.DateTimeField("dibuat", default=now, editable=False)

    objects = BazaarQuerySet.as_manager()

    class Meta:
        verbose_name = "bazar"
        verbose_name_plural = "bazar"
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="bazaar_ends_after_start"),
            models.CheckConstraint(condition=Q(stalls__gte=1), name="bazaar_has_a_stall"),
        ]

    def __str__(self):
        return self.name
