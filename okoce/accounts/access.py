"""Who looked at whose data."""

from okoce.accounts.models import AccessLog
from okoce.accounts.roles import Role


def record_many(actor, act, model, ids, reason=""):
    """The same for many rows of a model, in one statement a thousand."""
    role = next((role for role in Role.values if role in actor.roles), "")
    label = model._meta.label_lower
    AccessLog.objects.bulk_create(
        (AccessLog(actor=actor, actor_role=role, act=act, subject=label, subject_id=pk, reason=reason) for pk in ids),
        batch_size=1000,
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
