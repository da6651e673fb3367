"""Who works as a mentor, and who no longer does, kept in memory: homes, worklists and journeys ask for it.

Read anew after each change of a role, and when an account is locked or unlocked.
"""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Q

from okoce.accounts.models import RoleAssignment
from okoce.accounts.roles import Role
from okoce.clock import now
from okoce.reference.memory import Memory, changed


class MentorRole(NamedTuple):
    """One assignment as mentor: its number, the code of its kecamatan."""

    number: str
    region_id: str


def mentor_roles(user_id):
    """Return the MentorRoles somebody holds now, the oldest first."""
    at = now()
    return [role for role, span in _roles.get().get(user_id, ()) if _holds(span, at)]


def former_mentors():
    """Return the ids of those who were given the role of a mentor and do not hold it now, or are locked out."""
    at = now()
    return [user for user, spans in _kept.get().items() if not any(_holds(span, at) for span in spans)]


def account_saved(*, created, update_fields, **_):
    """Who is locked or unlocked may have been a mentor; a new account was none."""
    if not created and (update_fields is None or "is_active" in update_fields):
        changed()


def role_written(*, instance, **_):
    """Only of mentors; the role of an assignment never changes."""
    if instance.role == Role.MENTOR:
        changed()


def _holds(span, at):
    starts_at, ends_at = span
    return starts_at <= at and (ends_at is None or at < ends_at)


def _read():
    """{user: when they hold the role} of those who may not: a role that has an end or begins later, a locked account.

    Of a locked account nothing is held.
    """
    given = RoleAssignment.objects.filter(role=Role.MENTOR).order_by()
    open_now = Q(ends_at=None, starts_at__lte=now(), user__is_active=True)
    rows = given.filter(user__in=given.exclude(open_now).values("user"))
    spans = defaultdict(list)
    for user, is_active, *span in rows.values_list("user_id", "user__is_active", "starts_at", "ends_at"):
        spans[user] += [span] if is_active else []
    return dict(spans)


def _read_roles():
    """{user: [(MentorRole, when it is held)]} of those that have not ended."""
    rows, found = RoleAssignment.objects.not_ended().filter(role=Role.MENTOR), defaultdict(list)
    columns = "user_id", "number", "region_id", "starts_at", "ends_at"
    for user, number, region, *span in rows.order_by("starts_at", "pk").values_list(*columns):
        found[user].append((MentorRole(number, region), span))
    return dict(found)


_roles = Memory(_read_roles)
_kept = Memory(_read)
