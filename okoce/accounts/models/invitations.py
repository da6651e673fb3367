"""Roles are offered to an address, and somebody who manages roles lets people add their first second factor."""

import datetime as dt
import hashlib
import hmac

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from okoce.accounts.models.users import User
from okoce.accounts.one_time_codes import new_salt
from okoce.accounts.roles import Role
from okoce.actor_fields import actor_field
from okoce.clock import now


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user, permission="accounts.view_roleassignment"):
        """Return those for a region where a user holds a permission."""
        return self.filter(user.areas_for(permission).on("region"))

    def standing(self):
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now())

    def newest(self):
        return self.select_related("invited_by").order_by("-id")


def a_week_from_now():
    return now() + Invitation.LIFE


class Invitation(models.Model):
    """A role in an area, offered to an e-mail address. Who proves that address may accept it once, within a week."""

    LIFE = dt.timedelta(days=7)

    class State(models.TextChoices):
        OPEN = "open", "menunggu"
        ACCEPTED = "accepted", "diterima"
        REVOKED = "revoked", "ditarik"
        EXPIRED = "expired", "kedaluwarsa"

    email = models.EmailField("surel")
    name = models.CharField("nama", max_length=120)
    role = models.CharField("peran", max_length=12, choices=Role.choices)
    region = models.ForeignKey("regions.Region", models.PROTECT, verbose_name="wilayah")
    ends_at = models.DateTimeField("peran berakhir", null=True, blank=True)
    invited_by = actor_field("diundang oleh", editable=False)
    created_at = models.DateTimeField("dikirim", default=now, editable=False)
    expires_at = models.DateTimeField("berlaku sampai", default=a_week_from_now, editable=False)
    accepted_at = models.DateTimeField("diterima", null=True, blank=True, editable=False)
    accepted_by = actor_field("diterima oleh", optional=True, editable=False)
    revoked_at = models.DateTimeField("ditarik", null=True, blank=True, editable=False)
    revoked_by = actor_field("ditarik oleh", optional=True, editable=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "undangan"
        verbose_name_plural = "undangan"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "role", "region"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation_per_role",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_is_known"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="invitation_ends_after_start"),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, revoked_at=None),
                name="invitation_is_accepted_or_revoked",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="invitation_is_revoked_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.region_id}"

    @property
    def state(self):
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.OPEN if self.expires_at > now() else self.State.EXPIRED

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def token(self):
        """What stands in the link; it is stored nowhere."""
        key = f"okoce.accounts.invitation:{settings.SECRET_KEY}".encode()
        return f"{self.pk}-{hmac.new(key, self.salt.encode(), hashlib.sha256).hexdigest()[:40]}"


class SecondFactorApproval(models.Model):
    """For a day somebody with a role may add their first second factor. Without a name: approved at the server."""

    LIFE = dt.timedelta(hours=24)

    user = models.ForeignKey(User, models.CASCADE, related_name="factor_approvals", verbose_name="pengguna")
    approved_by = actor_field("disetujui oleh", optional=True, editable=False)
    approved_at = models.DateTimeField("disetujui", default=now, editable=False)

    class Meta:
        verbose_name = "persetujuan pengaman kedua"
        verbose_name_plural = "persetujuan pengaman kedua"
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("user")), name="nobody_approves_their_own_factor"
            )
        ]

    def __str__(self):
        return f"persetujuan {self.approved_at:%Y-%m-%d}"
