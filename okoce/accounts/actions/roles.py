"""Roles are given and ended."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from okoce.accounts.actions.accounts import end_sessions_of
from okoce.accounts.grants import grantable_roles
from okoce.accounts.models import RoleAssignment
from okoce.accounts.roles import LEVELS
from okoce.clock import now
from okoce.regions.models import Region

NOT_PROVED = "Akun ini belum punya surel yang dipastikan; kirim undangan ke surelnya."


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
    """Give the role that an unsaved assignment describes to an account with a proved e-mail address.

    Raise `ValidationError` as `check_grant` does, and where no address of the account was proved.
    """
    if not assignment.user.email:
        raise ValidationError(NOT_PROVED)
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


def _end_sessions(assignments):
    """End every session of their accounts: who still holds another role logs in again."""
    end_sessions_of({held.user_id for held in assignments})
    pks = [held.pk for held in assignments]
    RoleAssignment.objects.filter(pk__in=pks).update(sessions_ended_at=now())
