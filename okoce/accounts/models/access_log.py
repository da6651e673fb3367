"""Who looked at whose data."""

from django.apps import apps
from django.db import models

from okoce.accounts.models.assignments import RoleAssignment
from okoce.accounts.models.users import User
from okoce.accounts.roles import Role
from okoce.clock import now


class AccessLogQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What people of one's area did; who watches all Jakarta sees all."""
        area = user.areas_for("accounts.view_accesslog")
        if area.is_everywhere:
            return self
        return self.filter(actor__in=RoleAssignment.objects.filter(area.on("region")).values("user"))


class AccessLog(models.Model):
    """Somebody opened, unmasked or exported personal data. Appended, never changed."""

    class Act(models.TextChoices):
        OPEN = "open", "membuka"
        UNMASK = "unmask", "melihat NIK utuh"
        EXPORT = "export", "mengunduh"
        CHANGE = "change", "mengubah"

    at = models.DateTimeField("waktu", default=now, editable=False)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="oleh")
    actor_role = models.CharField("peran", max_length=12, choices=Role.choices, blank=True)
    act = models.CharField("perbuatan", max_length=8, choices=Act.choices)
    subject = models.CharField("jenis data", max_length=40)
    subject_id = models.BigIntegerField("nomor data")
    reason = models.CharField("alasan", max_length=200, blank=True)

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan akses"
        verbose_name_plural = "catatan akses"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject", "subject_id", "-at"], name="access_by_subject"),
            models.Index(fields=["at", "id"], name="access_by_time"),
        ]

    def __str__(self):
        return f"{self.get_act_display()} {self.subject_name}"

    @property
    def subject_name(self):
        """The kind of data in words; its code where there is no such kind any more."""
        try:
            return apps.get_model(self.subject)._meta.verbose_name
        except (LookupError, ValueError):
            return self.subject
