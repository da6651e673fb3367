"""Delete what was kept long enough, kind by kind, or count what would be deleted."""

import logging

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.module_loading import import_string

from okoce import kept_for
from okoce.clock import now
from okoce.jobs.outbox import enqueue
from okoce.retention.models import RetentionRun

log = logging.getLogger(__name__)
ADD = "retention.add_retentionrun"
JOB = "retention.count"


def run(*, how, is_dry=False):
    """Delete what is old of every kind, or only count it; return the run. Idempotent."""
    return _carry_out(RetentionRun(how=how, is_dry=is_dry))


@transaction.atomic
def ask_dry_run(*, by):
    """Let a job count what would be deleted now; return the run, which has no counts yet.

    Raise `PermissionDenied` for who may not. One that was asked for and is not counted yet is returned instead.
    """
    if not by.has_perm(ADD):
        raise PermissionDenied
    waiting = RetentionRun.objects.filter(is_dry=True, finished_at=None).first()
    if waiting:
        return waiting
    asked = RetentionRun.objects.create(how=RetentionRun.How.PAGE, is_dry=True, asked_by=by)
    enqueue(JOB, {"run": asked.pk}, key=f"retention:{asked.pk}", by=by)
    return asked


def count(pk):
    """Count for a dry run that was asked for, once."""
    asked = RetentionRun.objects.filter(pk=pk, is_dry=True, finished_at=None).first()
    if asked:
        _carry_out(asked)


def forget_old(*, is_dry=False):
    """Delete old runs; return how many."""
    old = RetentionRun.objects.filter(asked_at__lt=now() - kept_for.lasts("retention_runs"))
    return kept_for.delete(old, is_dry=is_dry)


def _carry_out(made):
    """One kind that fails is named and written to the log of errors; the others go on."""
    counts, failed = {}, []
    for name, path in settings.RETENTION.items():
        try:
            counts[name] = import_string(path)(is_dry=made.is_dry)
        except Exception:
            log.exception("Retention of %s failed.", name)
            failed.append(name)
    made.counts, made.failed, made.finished_at = counts, failed, now()
    made.save()
    return made
