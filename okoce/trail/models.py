"""The chain over the access log, whom its rows name, what checks of it found, and unusual openings."""

from django.db import models

from okoce.accounts.models import AccessLog, User
from okoce.accounts.roles import Role
from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.regions import places


class AccessedPerson(models.Model):
    """One of the people of a row that names several: so that each finds the rows they stand in."""

    row = models.ForeignKey(AccessLog, models.PROTECT, related_name="+", db_index=False)
    person = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "row"], name="person_stands_once_in_a_row")]

    def __str__(self):
        return f"{self.person} in {self.row_id}"


class ChainLink(models.Model):
    """A row of the log in its place of the chain; its digest is over the row and the digest before it."""

    position = models.BigIntegerField(primary_key=True)
    row = models.BigIntegerField(unique=True)  # no foreign key: a link outlives a row that somebody removed
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return f"{self.position}"


class ChainHead(models.Model):
    """Where the chain ended when a job had lengthened it; the job's log says the same, outside the database."""

    at = models.DateTimeField(default=now, editable=False)
    position = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-position"]

    def __str__(self):
        return f"{self.position}:{self.digest}"


class ChainCheck(models.Model):
    """What a check of the whole chain found."""

    class How(models.TextChoices):
        JOB = "job", "otomatis setiap hari"
        COMMAND = "command", "perintah di server"

    at = models.DateTimeField("waktu", default=now, editable=False)
    how = models.CharField("cara", max_length=8, choices=How.choices)
    rows = models.PositiveBigIntegerField("baris diperiksa")
    fault = models.CharField("yang ditemukan", max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return self.fault or f"{self.rows} baris utuh"


class UnusualAccessQuerySet(models.QuerySet):
    def visible_to(self, user, permission="trail.view_unusualaccess"):
        """Who watches all Jakarta sees all; nobody else any."""
        return self if user.areas_for(permission).is_everywhere else self.none()

    def waiting(self):
        return self.filter(settled_at=None)


class UnusualAccess(models.Model):
    """An hour in which somebody opened data in a way that the data-protection officer should look at."""

    class Kind(models.TextChoices):
        MANY = "many", "banyak orang dalam satu jam"
        NIGHT = "night", "pada malam hari"
        OUTSIDE = "outside", "di luar daftar yang dibuka"

    kind = models.CharField("jenis", max_length=8, choices=Kind.choices)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="oleh")
    actor_role = models.CharField("peran", max_length=12, choices=Role.choices, blank=True)
    area = models.CharField("wilayah tugas", max_length=13, blank=True)
    hour_at = models.DateTimeField("jam")
    people = models.PositiveIntegerField("jumlah orang")
    settled_at = models.DateTimeField("diperiksa", null=True, blank=True)
    settled_by = actor_field("diperiksa oleh", optional=True)
    result = models.CharField("hasil", max_length=200, blank=True)

    objects = UnusualAccessQuerySet.as_manager()

    class Meta:
        verbose_name = "pembukaan tidak biasa"
        verbose_name_plural = "pembukaan tidak biasa"
        ordering = ["-hour_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "actor", "hour_at"], name="unusual_access_once_an_hour"),
            models.CheckConstraint(
                condition=models.Q(settled_at=None, result="")
                | (models.Q(settled_at__isnull=False) & ~models.Q(result="")),
                name="settled_access_has_a_result",
            ),
        ]

    def __str__(self):
        return f"{self.actor.name}, {self.get_kind_display()}"

    @property
    def office(self):
        """Where the role is held, in words; empty for who holds none."""
        return places.named(self.area) if self.area else ""

    def allows(self, user, permission):
        return user.areas_for(permission).is_everywhere
