"""Jobs that are over are deleted once they are old; what is still pointed at stays with what points at it."""

from django.db.models import Q

from okoce import kept_for
from okoce.clock import now
from okoce.jobs.models import Job


def forget_old(*, is_dry=False):
    """Delete jobs that were done, or whose failure was dealt with, 90 days ago; return how many."""
    since = now() - kept_for.lasts("jobs")
    old = Job.objects.filter(Q(state=Job.State.DONE, finished_at__lt=since) | Q(seen_at__lt=since))
    for relation in Job._meta.related_objects:
        pointing = relation.related_model._base_manager.exclude(**{relation.field.name: None})
        old = old.exclude(pk__in=pointing.order_by().values(relation.field.name))
    return kept_for.delete(old, is_dry=is_dry)
