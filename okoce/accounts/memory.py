"""Who no longer works as a mentor, kept in memory: homes and worklists ask for the people such a mentor left.

Written anew after each change of a role, and when an account is locked or unlocked.
"""

from collections import defaultdict

from django.db.models import Q

from okoce.accounts.models import RoleAssignment
from okoce.accounts.roles import Role
from okoce.clock import now
from okoce.reference.memory import Memory, changed


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


_kept = Memory(_read)
