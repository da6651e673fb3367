"""Roles in areas, from one instant until another."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from okoce.accounts import mentor_numbers
from okoce.accounts.areas import Area
from okoce.accounts.roles import MT, Role
from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.history import History, TrackedQuerySet
from okoce.reference.memory import ReferenceQuerySet


class RoleAssignmentQuerySet(ReferenceQuerySet, TrackedQuerySet):
    def active(self, at=None):
        """Return those held at an instant, now when none is given; the instant a role ends it is no longer held."""
        at = at or now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)

    def not_ended(self):
        """Return those held now, and those to come: who gets in before a role begins has it then."""
        return self.exclude(ends_at__lte=now())

    def of_mentor(self, user_id):
        """Return the assignments of somebody as mentor that are held now, the oldest first."""
        return self.active().filter(role=MT, user=user_id).order_by("starts_at", "pk")

    def visible_to(self, user, permission="accounts.view_roleassignment"):
        """Return those for a region where a user holds a permission."""
        return self.filter(user.areas_for(permission).on("region"))


class RoleAssignment(models.Model):
    """A role in an area from one instant until another: the camat of two kecamatan has two."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments", verbose_name="pengguna"
    )
    role = models.CharField("peran", max_length=12, choices=Role.choices)
    region = models.ForeignKey("regions.Region", models.PROTECT, verbose_name="wilayah")
    starts_at = models.DateTimeField("mulai", default=now)
    ends_at = models.DateTimeField("berakhir", null=True, blank=True)
    # When its end had ended the sessions of the account; none while it is still to happen.
    sessions_ended_at = models.DateTimeField("sesi diakhiri", null=True, blank=True, editable=False)
    granted_by = actor_field("diberi oleh", models.SET_NULL, optional=True, editable=False)
    # Of a mentor: what people check at /pendamping/cek/. An ended assignment keeps its number.
    number = models.CharField(
        "nomor pendamping", max_length=mentor_numbers.LONGEST, unique=True, null=True, blank=True, editable=False
    )

    objects = RoleAssignmentQuerySet.as_manager()
    history = History(owner="user", without=["sessions_ended_at", "number"])

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        ordering = ["user", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "region"],
                condition=Q(ends_at=None),
                name="one_open_assignment_per_role",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=models.F("starts_at")),
                name="assignment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(sessions_ended_at=None) | Q(ends_at__lte=models.F("sessions_ended_at")),
                name="sessions_end_after_the_role",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="assignment_role_is_known"),
            models.CheckConstraint(condition=~Q(role=MT) | Q(number__isnull=False), name="mentor_has_a_number"),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.region_id}"

    def save(self, *args, **kwargs):
        if self.role == MT and not self.number:
            self.number = mentor_numbers.make()
        super().save(*args, **kwargs)

    @property
    def area(self):
        return Area.of_region(self.region_id)

    def is_held_at(self, instant):
        return self.starts_at <= instant and (self.ends_at is None or instant < self.ends_at)
