"""Accounts are made, roles are given and ended."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog, RoleAssignment, User
from okoce.accounts.phones import e164
from okoce.accounts.roles import LEVELS, MAY_GRANT, Role
from okoce.clock import now
from okoce.regions.models import Region


@transaction.atomic
def create_account(*, name, phone="", email="", password=None):
    """A new log-in. A phone or e-mail that another account holds is left off, so that nobody learns that it does:
    such a person logs in with the registration number."""
    phone, email = e164(phone or ""), (email or "").strip().lower()
    if phone and User.objects.filter(phone=phone).exists():
        phone = None
    if email and User.objects.filter(email=email).exists():
        email = None
    if password is not None:
        validate_password(password, User(name=name, phone=phone, email=email or None))
    return User.objects.create_user(name=name, phone=phone, email=email, password=password)


def grantable_roles(by, code=None):
    """Roles that somebody may give: in this region, or anywhere when none is named."""
    if by.is_superuser:
        return set(Role.values)
    here = [held for held in by.assignments_now if code is None or code in held.area]
    return {role for held in here for role in MAY_GRANT.get(held.role, ())}


def check_grant(assignment, *, by):
    """Refuse a role for oneself, above one's own level, or outside one's area.

    Raise `ValidationError` with the sentence to show.
    """
    if assignment.user == by:
        raise ValidationError("Peran untuk diri sendiri tidak bisa diberikan; minta rekan atau atasan Anda.")
    if assignment.role not in grantable_roles(by, assignment.region_id):
        raise ValidationError("Anda tidak berwenang memberi peran ini di wilayah ini; hubungi Dinas.")
    if assignment.region.level not in LEVELS[assignment.role]:
        levels = " atau ".join(Region.Level(level).label for level in sorted(LEVELS[assignment.role]))
        raise ValidationError({"region": f"Peran ini diberikan untuk {levels}; pilih wilayah yang sesuai."})
    same = {"user_id": assignment.user_id, "role": assignment.role, "region": assignment.region}
    not_ended = Q(ends_at=None) | Q(ends_at__gt=assignment.starts_at)
    if assignment.user_id and RoleAssignment.objects.filter(not_ended, **same).exists():
        raise ValidationError("Orang ini sudah memegang peran itu di wilayah itu.")


@transaction.atomic
def grant(assignment, *, by):
    """Give the role that an unsaved assignment describes. Raise `ValidationError` as `check_grant` does."""
    check_grant(assignment, by=by)
    assignment.granted_by = by
    assignment.save()


@transaction.atomic
def end_assignment(assignment, *, at, by):
    """End a role at an instant; its row stays, for what was done under it stays.

    Once that instant has come, every session of the account has ended. Raises `ValidationError` where `by` may not end
    it, where it has ended before, and where it would end before it started.
    """
    assignment = RoleAssignment.objects.select_for_update(of=("self",)).select_related("user").get(pk=assignment.pk)
    if assignment.user == by:
        raise ValidationError("Penugasan sendiri tidak bisa diakhiri; minta rekan atau atasan Anda.")
    if assignment.role not in grantable_roles(by, assignment.region_id):
        raise ValidationError("Anda tidak berwenang mengakhiri penugasan ini; hubungi Dinas.")
    if assignment.ends_at and assignment.ends_at <= now():
        raise ValidationError("Penugasan ini sudah berakhir; beri penugasan baru bila perlu.")
    if at < assignment.starts_at:
        raise ValidationError({"ends_at": "Penugasan tidak bisa berakhir sebelum mulai; pilih waktu lain."})
    assignment.ends_at = at
    assignment.save(update_fields=["ends_at"])
    if at <= now():
        _end_sessions([assignment])


@transaction.atomic
def end_sessions_of_ended_roles():
    """End the sessions of accounts with a role that has run out. Returns how many roles; idempotent."""
    ended = RoleAssignment.objects.filter(ends_at__lte=now(), sessions_ended_at=None)
    ended = list(ended.select_for_update(of=("self",)))
    _end_sessions(ended)
    return len(ended)


@transaction.atomic
def sign_out(user, *, by):
    """End every session of an account: a telephone was lost. Raise `ValidationError` where `by` may not."""
    _check_may_manage(user, by=by)
    _sign_out([user.pk])
    access_log.record(by, AccessLog.Act.CHANGE, user, "Dikeluarkan dari semua perangkat")


@transaction.atomic
def lock_account(user, *, by):
    """Let nobody log in with an account until it is unlocked, and end its sessions. Its roles stay.

    Raise `ValidationError` where `by` may not.
    """
    _check_may_manage(user, by=by)
    User.objects.filter(pk=user.pk).update(is_active=False)
    _sign_out([user.pk])
    access_log.record(by, AccessLog.Act.CHANGE, user, "Akun dikunci")


@transaction.atomic
def unlock_account(user, *, by):
    """Let an account be used again; its sessions of before stay ended. Raise `ValidationError` where `by` may not."""
    _check_may_manage(user, by=by)
    User.objects.filter(pk=user.pk).update(is_active=True)
    access_log.record(by, AccessLog.Act.CHANGE, user, "Kunci akun dibuka")


@transaction.atomic
def recover_account(user, *, password):
    """Give an account to who proved otherwise that it is theirs: a new password, and nothing else that opens it stays.

    Sessions, e-mail address, authenticator apps, passkeys and recovery codes may be a stranger's who came first.
    """
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.email = None
    user.set_password(password)
    user.save(update_fields=["email", "password"])
    _sign_out([user.pk])


def _check_may_manage(user, *, by):
    """Who could give every role that an account holds may lock it; a superuser's account only another superuser."""
    if user == by:
        raise ValidationError("Akun sendiri tidak bisa dikelola di sini; keluar lewat menu, atau minta rekan Anda.")
    if by.is_superuser:
        return
    held = list(user.assignments.active())
    if user.is_superuser or not held or any(role.role not in grantable_roles(by, role.region_id) for role in held):
        raise ValidationError("Anda tidak berwenang atas akun ini; hubungi Dinas.")


def _sign_out(user_ids):
    User.objects.filter(pk__in=user_ids).update(session_epoch=F("session_epoch") + 1)


def _end_sessions(assignments):
    """End every session of their accounts: who still holds another role logs in again."""
    _sign_out({held.user_id for held in assignments})
    pks = [held.pk for held in assignments]
    RoleAssignment.objects.filter(pk__in=pks).update(sessions_ended_at=now())
