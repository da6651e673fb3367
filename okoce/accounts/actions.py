"""Accounts are made, roles are given and ended."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts.models import RoleAssignment, User
from okoce.accounts.phones import e164
from okoce.accounts.roles import LEVELS, MAY_GRANT, Role
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
    """Refuse a role for oneself, above one's own level, or outside one's area."""
    if assignment.user == by:
        raise ValidationError("Peran untuk diri sendiri tidak bisa diberikan; minta rekan atau atasan Anda.")
    if assignment.role not in grantable_roles(by, assignment.region_id):
        raise ValidationError("Anda tidak berwenang memberi peran ini di wilayah ini; hubungi Dinas.")
    if assignment.region.level not in LEVELS[assignment.role]:
        levels = " atau ".join(Region.Level(level).label for level in sorted(LEVELS[assignment.role]))
        raise ValidationError({"region": f"Peran ini diberikan untuk {levels}; pilih wilayah yang sesuai."})
    same = {"user_id": assignment.user_id, "role": assignment.role, "region": assignment.region}
    if assignment.user_id and RoleAssignment.objects.filter(ends_on=None, **same).exists():
        raise ValidationError("Orang ini sudah memegang peran itu di wilayah itu.")


@transaction.atomic
def grant(assignment, *, by):
    """Give the role that an unsaved assignment describes."""
    check_grant(assignment, by=by)
    assignment.granted_by = by
    assignment.save()


@transaction.atomic
def end_assignment(assignment, *, on, by):
    """A role ends with a day; the row stays, for what was done under it stays."""
    if assignment.user == by:
        raise ValidationError("Penugasan sendiri tidak bisa diakhiri; minta rekan atau atasan Anda.")
    if assignment.role not in grantable_roles(by, assignment.region_id):
        raise ValidationError("Anda tidak berwenang mengakhiri penugasan ini; hubungi Dinas.")
    if on < assignment.starts_on:
        raise ValidationError({"ends_on": "Penugasan tidak bisa berakhir sebelum mulai; pilih tanggal lain."})
    assignment.ends_on = on
    assignment.save(update_fields=["ends_on"])
