"""Unusual openings: found by the hour, brought to the data-protection officers, and settled with a result."""

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from okoce.accounts.access_log import PEOPLE, SEEN
from okoce.accounts.models import AccessLog, RoleAssignment, User
from okoce.accounts.roles import Role
from okoce.clock import now
from okoce.formats import angka
from okoce.notifications.sending import notify
from okoce.trail import unusual
from okoce.trail.models import UnusualAccess

HOUR = dt.timedelta(hours=1)
SETTLED = "Catatan ini sudah diperiksa; hasilnya tercantum pada barisnya."


@transaction.atomic
def watch(hour_at):
    """Keep what was unusual in the hour that began then, and notify the data-protection officers; return the rows.

    Idempotent: one row for each kind, account and hour.
    """
    kept = []
    for actor, rows in _rows_by_actor(hour_at).items():
        listed = _listed_before(actor, hour_at)
        for kind, people in unusual.of_hour(rows, listed, hour_at, settings.UNUSUAL_ACCESS).items():
            values = {"actor_role": rows[0].actor_role, "area": rows[0].area, "people": people}
            row, is_new = UnusualAccess.objects.get_or_create(
                kind=kind, actor_id=actor, hour_at=hour_at, defaults=values
            )
            kept += [row] if is_new else []
    for row in kept:
        _notify(row)
    return kept


@transaction.atomic
def settle(row, *, result, by):
    """Write what came of looking at it. Raise `ValidationError` where that was written, or `by` is who opened."""
    locked = UnusualAccess.objects.select_for_update().get(pk=row.pk)
    if locked.settled_at:
        raise ValidationError(SETTLED)
    if locked.actor_id == by.pk:
        raise ValidationError("Pembukaan oleh akun sendiri diperiksa petugas perlindungan data lain.")
    locked.settled_at, locked.settled_by, locked.result = now(), by, result
    locked.save(update_fields=["settled_at", "settled_by", "result"])
    return locked


def _rows_by_actor(hour_at):
    rows = AccessLog.objects.filter(subject=PEOPLE, act__in=SEEN, at__gte=hour_at, at__lt=hour_at + HOUR)
    found = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.actor_id].append(row)
    return found


def _listed_before(actor, hour_at):
    """The people who stood in a list of this account, or with others on a page, in the day before the hour's end."""
    is_list = Q(act=AccessLog.Act.LIST) | Q(act=AccessLog.Act.OPEN, subject_id=None)
    lists = AccessLog.objects.filter(is_list, actor=actor, subject=PEOPLE)
    lists = lists.filter(at__gte=hour_at - unusual.LISTS_LAST, at__lt=hour_at + HOUR)
    return {pk for row in lists.only("people", "subject_id") for pk in row.ids}


def _notify(row):
    officers = RoleAssignment.objects.active().filter(role=Role.PRIVACY, user__is_active=True).exclude(user=row.actor)
    for user in User.objects.filter(pk__in=officers.values("user")):
        notify(
            user,
            "unusual_access",
            key=f"unusual_access:{row.pk}:{user.pk}",
            subject="Pembukaan data yang tidak biasa",
            body=f"Data {angka(row.people)} orang dibuka {row.get_kind_display()}. Periksa di halaman Jejak akses.",
            url="/jejak/",
        )
