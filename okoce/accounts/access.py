"""Who looked at whose data."""

from okoce.accounts.models import AccessLog
from okoce.accounts.roles import Role


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
