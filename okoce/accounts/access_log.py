"""Who looked at whose data."""

from okoce.accounts.models import AccessLog
from okoce.accounts.roles import Role
from okoce.clock import now

BATCH = 1000  # lines of the log that are in memory at once


def record_many(actor, act, model, ids, reason=""):
    """Write down the same act on many rows of a model, given by their keys."""
    at = now()
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        AccessLog.objects.bulk_create(_line(actor, act, model._meta, pk, reason, at=at) for pk in some)


def record(actor, act, subject, reason=""):
    """Write down that somebody opened, unmasked, exported or changed the data of `subject`, a saved row."""
    line = _line(actor, act, subject._meta, subject.pk, reason, at=now())
    line.save(force_insert=True)
    return line


def _line(actor, act, options, pk, reason, *, at):
    return AccessLog(
        at=at,
        actor=actor,
        actor_role=next((role for role in Role.values if role in actor.roles), ""),
        act=act,
        subject=options.label_lower,
        subject_id=pk,
        reason=reason,
    )
