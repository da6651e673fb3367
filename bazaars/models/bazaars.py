"""Bazaars and their days."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from okoce.clock import now, today
from okoce.dates import FIRST_DAY
from okoce.history import History, TrackedQuerySet


class BazaarQuerySet(TrackedQuerySet):
    def published(self):
        return self.filter(is_published=True)

    def coming(self):
        return self.published().filter(ends_on__gte=today())

    def visible_to(self, user, permission="bazaars.view_bazaar"):
        """Bazaars in the area where a role of theirs grants this."""
        return self.filter(user.areas_for(permission).on("kecamatan"))


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
    applications_end_on = models.DateField(
        "lamaran lapak sampai", null=True, blank=True, help_text="Kosong: lapak tidak dilamar lewat portal."
    )
    is_published = models.BooleanField("diumumkan", default=False)
    created_at = models.DateTimeField("dibuat", default=now, editable=False)

    objects = BazaarQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = "bazar"
        verbose_name_plural = "bazar"
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="bazaar_ends_after_start"),
            models.CheckConstraint(condition=Q(starts_on__gte=FIRST_DAY), name="bazaar_is_of_the_programme"),
            models.CheckConstraint(condition=Q(stalls__gte=1), name="bazaar_has_a_stall"),
            models.CheckConstraint(
                condition=Q(applications_end_on=None) | Q(applications_end_on__lt=F("starts_on")),
                name="applications_end_before_the_bazaar",
                violation_error_message="Lamaran lapak harus berakhir sebelum bazar mulai.",
            ),
        ]

    def __str__(self):
        return self.name

    def allows(self, user, permission):
        """Return whether a user may do this with a bazaar of this kecamatan: what `visible_to` says of rows."""
        return user.is_authenticated and self.kecamatan_id in user.areas_for(permission)

    def clean(self):
        if self.programme_year_id and self.starts_on and self.ends_on:
            self.programme_year.refuse_outside({"starts_on": self.starts_on, "ends_on": self.ends_on})

    @property
    def days(self):
        return [self.starts_on + timedelta(days=n) for n in range((self.ends_on - self.starts_on).days + 1)]

    @property
    def has_started(self):
        return self.starts_on <= today()

    @property
    def takes_applications(self):
        return bool(self.is_published and self.applications_end_on and today() <= self.applications_end_on)

    @property
    def awaits_closing(self):
        """Nobody applies any more, and there is still time to draw."""
        return bool(self.applications_end_on and self.applications_end_on < today() < self.starts_on)
