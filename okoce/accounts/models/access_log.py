"""Who looked at whose data."""

from django.apps import apps
from django.db import models

from okoce.accounts import data_kinds
from okoce.accounts.access_acts import Act
from okoce.accounts.models.assignments import RoleAssignment
from okoce.accounts.models.users import User
from okoce.accounts.roles import Role
from okoce.clock import now
from okoce.regions import places


class AccessLogQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What people of one's area did; who watches all Jakarta sees all."""
        area = user.areas_for("accounts.view_accesslog")
        if area.is_everywhere:
            return self
        return self.filter(actor__in=RoleAssignment.objects.filter(area.on("region")).values("user"))


class AccessLog(models.Model):
    """Somebody opened, listed, unmasked, exported or changed personal data. Appended, never changed (triggers.py).

    One row an answer: of one person by `subject_id`, of several by `people`, which the trail spreads into rows that
    are found by person (okoce/trail). `digest` is that of exactly those, under a key of its own.
    """

    Act = Act

    at = models.DateTimeField("waktu", default=now, editable=False)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="oleh")
    actor_role = models.CharField("peran", max_length=12, choices=Role.choices, blank=True)
    area = models.CharField("wilayah tugas", max_length=13, blank=True)
    act = models.CharField("perbuatan", max_length=8, choices=Act.choices)
    page = models.CharField("halaman", max_length=80, blank=True)
    kinds = models.CharField("jenis isi", max_length=120, blank=True)
    subject = models.CharField("jenis data", max_length=40)
    subject_id = models.BigIntegerField("nomor data", null=True, blank=True)
    people = models.JSONField("nomor orang", default=list, blank=True)
    count = models.PositiveIntegerField("jumlah orang", default=1)
    digest = models.CharField("sidik orang", max_length=64, blank=True)
    reason = models.CharField("alasan", max_length=200, blank=True)

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan akses"
        verbose_name_plural = "catatan akses"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject", "subject_id", "-at"], name="access_by_subject"),
            models.Index(fields=["at", "id"], name="access_by_time"),
            models.Index(fields=["actor", "-at"], name="access_by_actor"),
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

    @property
    def ids(self):
        """The numbers of those it speaks of."""
        return self.people or ([] if self.subject_id is None else [self.subject_id])

    @property
    def kinds_in_words(self):
        return data_kinds.in_words(self.kinds)

    @property
    def office(self):
        """Where the role is held, in words; empty for who holds none."""
        return places.named(self.area) if self.area else ""
