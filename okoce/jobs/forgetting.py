"""Jobs that are over are deleted once they are old; what is still pointed at stays with what points at it."""

from django.db.models import Q

from okoce import kept_for
from okoce.clock import now
from okoce.jobs.models import Job


def forget_old(*, is_dry=False):
    """Delete jobs that were done, or whose failure was dealt with, 90 days ago; return how many."""
    since = now() - kept_for.lasts("jobs")
    old = Job.objects.filter(Q(state=Job.State.DONE, finished_at__lt=since) | Q(seen_at__lt=since))
    for relation in _pointing():
        rows = relation.related_model._base_manager.exclude(**{relation.field.name: None})
        old = old.exclude(pk__in=rows.order_by().values(relation.field.name))
    return kept_for.delete(old, is_dry=is_dry)


def _pointing():
    """The relations of other models to a job, those without a name for the way back too."""
    fields = Job._meta.get_fields(include_hidden=True)
    return [field for field in fields if field.auto_created and not field.concrete]
