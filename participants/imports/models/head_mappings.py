"""What people chose for the columns of lists from one source."""

from django.db import models

from okoce.actor_fields import actor_field
from okoce.clock import now


class HeadMappingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those for the regions where a user may import."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.areas_for("imports.add_import").on("region"))


class HeadMapping(models.Model):
    """What people chose for the columns of one source, used by itself for its next list with the same heads.

    `fields` maps keys of heads to fields (`headings.read`), `sex_codes` is a key of SEX_CODES.
    """

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="wilayah")
    registration_point = models.ForeignKey(
        "programme.RegistrationPoint", models.PROTECT, related_name="+", verbose_name="tempat pendaftaran"
    )
    heads = models.CharField("sidik judul kolom", max_length=64, editable=False)
    fields = models.JSONField("kolom")
    sex_codes = models.CharField("arti 1 dan 2", max_length=2, blank=True)
    made_by = actor_field("dipilih oleh")
    made_at = models.DateTimeField("dipilih pada", default=now, editable=False)

    objects = HeadMappingQuerySet.as_manager()

    class Meta:
        verbose_name = "kecocokan kolom"
        verbose_name_plural = "kecocokan kolom"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "registration_point", "heads"], name="one_head_mapping_per_source"
            ),
        ]

    def __str__(self):
        return f"{self.registration_point} {self.made_at:%d/%m/%Y}"
