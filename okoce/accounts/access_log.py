"""Who looked at whose data."""

from django.db.models import F

from okoce.accounts.models import AccessLog
from okoce.accounts.roles import Role
from okoce.clock import now
from okoce.insert_select import insert_for_each


def record_many(actor, act, model, ids, reason=""):
    """The same for many rows of a model, in one statement a thousand."""
    insert_for_each(
        AccessLog,
        model,
        ids,
        at=now(),
        actor=actor.pk,
        actor_role=next((role for role in Role.values if role in actor.roles), ""),
        act=act,
        subject=model._meta.label_lower,
        subject_id=F("id"),
        reason=reason,
    )


def record(actor, act, subject, reason=""):
    """Write down that somebody opened, unmasked, exported or changed the data of `subject`, a saved row."""
    return AccessLog.objects.create(
        actor=actor,
        actor_role=next((role for role in Role.values if role in actor.roles), ""),
        act=act,
        subject=subject._meta.label_lower,
        subject_id=subject.pk,
        reason=reason,
    )
