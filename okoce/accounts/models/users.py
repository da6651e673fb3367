"""Accounts: who logs in, and what they may do by the roles they hold."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from okoce.accounts import phones, proofs
from okoce.accounts.areas import Area
from okoce.accounts.current_user_sql import user_rows
from okoce.accounts.models.assignments import RoleAssignment
from okoce.accounts.proofs import Proof, proved
from okoce.accounts.roles import MT, PERMISSIONS, PERSONAL, STAFF_ROLES
from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.name_columns import NameKeyField, with_key
from okoce.reference import memory


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see who holds or held a role in their area; an account without a role is its owner's business."""
        if user.is_superuser:
            return self
        theirs = RoleAssignment.objects.filter(user.areas_for("accounts.view_user").on("region"))
        return self.filter(pk__in=theirs.values("user"))

    def update(self, **values):
        """Say when accounts are locked or unlocked: who works as a mentor is kept in memory."""
        changed = super().update(**values)
        if "is_active" in values:
            memory.changed()
        return changed

    update.alters_data = True

    def of_request(self, user_id):
        """Who is signed in, with what pages ask: roles, unread messages, second factor, token of reference data."""
        rows = user_rows(self, user_id, now())
        if not rows:
            return None
        memory.note(rows[0].reference_token)
        user, held = rows[0], [row for row in rows if row.held_id and row.is_active]
        user.assignments_now = [
            RoleAssignment(pk=row.held_id, user=user, role=row.held_role, region_id=row.held_region) for row in held
        ]
        return user


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, *, name, phone=None, email=None, password=None, proof=Proof.ADMINISTRATOR, **fields):
        """Make an account. Who calls it answers for its addresses: nothing that only was typed is a log-in."""
        addresses = proved(proof, phone=phone, email=(email or "").lower())
        user = self.model(name=name, **addresses | fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, **fields):
        """Make the account of who runs the server, who may add the first second factor within a day."""
        user = self.create_user(is_superuser=True, **fields)
        user.factor_approvals.create()
        return user

    def get_by_natural_key(self, login):
        return self.get(email=login.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """One log-in. It may serve several participants of a family; it holds roles through assignments.

    Phone and e-mail are log-ins and so proved; what was only typed is a contact (Participant). People share phones.
    """

    name = models.CharField("nama", max_length=120)
    name_key = NameKeyField()
    phone = models.CharField("nomor HP", max_length=16, db_index=True, null=True, blank=True)
    phone_proved_at = models.DateTimeField("nomor HP dipastikan", null=True, blank=True, editable=False)
    phone_proof = models.CharField(
        "cara nomor HP dipastikan", max_length=13, choices=Proof.choices, blank=True, default="", editable=False
    )
    phone_seen_by = actor_field("KTP dilihat oleh", optional=True, editable=False)
    email = models.EmailField("surel", unique=True, null=True, blank=True)
    email_proved_at = models.DateTimeField("surel dipastikan", null=True, blank=True, editable=False)
    email_proof = models.CharField(
        "cara surel dipastikan", max_length=13, choices=Proof.choices, blank=True, default="", editable=False
    )
    is_active = models.BooleanField("aktif", default=True)
    joined_at = models.DateTimeField("dibuat", default=now, editable=False)
    # Part of what a session is checked against: one more, and every session of this account has ended.
    session_epoch = models.PositiveIntegerField("angkatan sesi", default=0, db_default=0, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"
        ordering = ["name_key", "id"]
        indexes = [
            models.Index(fields=["name_key", "id"], name="users_by_name"),
            models.Index(fields=["id"], condition=models.Q(is_active=False), name="closed_accounts"),
        ]
        constraints = proofs.constraints()

    def __str__(self):
        return self.name

    def save(self, *args, update_fields=None, **kwargs):
        super().save(*args, update_fields=with_key(update_fields), **kwargs)

    @cached_property
    def assignments_now(self):
        """Read once a request: a change of rights works from the next one."""
        return list(self.assignments.active().order_by("role")) if self.is_active else []

    @property
    def phone_shown(self):
        """The number as people write it; empty where there is none."""
        return phones.shown(self.phone) if self.phone else ""

    @cached_property
    def unread_count(self):
        return self.messages.unread().count()

    @cached_property
    def has_second_factor(self):
        """An authenticator app or a passkey; codes to fall back on are none."""
        return self.authenticator_set.filter(type__in=["totp", "webauthn"]).exists()

    @cached_property
    def roles(self):
        return {assignment.role for assignment in self.assignments_now}

    @property
    def is_staff(self):
        """May enter /admin/."""
        return self.is_superuser or bool(self.roles & STAFF_ROLES)

    def has_perm(self, perm, obj=None):
        """Return whether a role held now grants a permission, by the table of roles: no backend is asked in turn."""
        return self.is_active and (self.is_superuser or any(perm in PERMISSIONS[role] for role in self.roles))

    def has_module_perms(self, app_label):
        """Return whether a role held now grants anything in an app."""
        held = (perm for role in self.roles for perm in PERMISSIONS[role])
        return self.is_active and (self.is_superuser or any(perm.startswith(f"{app_label}.") for perm in held))

    def areas_for(self, permission):
        """Return where this user holds a permission, as an Area of region codes; empty by default.

        A mentor's role reaches people and no area (participants/people/reach.py); see `mentored_area`.
        """
        if not self.is_active or permission in PERSONAL:
            return Area.nowhere()
        if self.is_superuser:
            return Area.everywhere()
        held = [a for a in self.assignments_now if a.role != MT]
        return Area.union(a.area for a in held if permission in PERMISSIONS[a.role])

    def mentored_area(self):
        """Return the kecamatan for which this user is a mentor now: where a mentor registers people."""
        return Area.union(held.area for held in self.assignments_now if held.role == MT)

    def get_session_auth_hash(self):
        """Return a hash of the password and the epoch of the sessions: every session ends when either changes."""
        return self._session_hash()

    def get_session_auth_fallback_hash(self):
        """Return the hashes by the keys that SECRET_KEY replaced."""
        return map(self._session_hash, settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret=None):
        signed = f"{self.password}:{self.session_epoch}"
        return salted_hmac("okoce.accounts.User.session", signed, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split()[0] if self.name else ""
