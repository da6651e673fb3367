"""What the beat asks of the trail; idempotent."""

from contextlib import suppress

from celery import shared_task
from django.db import IntegrityError

from okoce.clock import now
from okoce.trail.actions import chaining, watching
from okoce.trail.models import ChainCheck


@shared_task(name="okoce.trail.tasks.lengthen_chain")
def lengthen_chain():
    with suppress(IntegrityError):  # another worker is at it
        while chaining.lengthen() == chaining.AT_ONCE:
            pass


@shared_task(name="okoce.trail.tasks.check_chain")
def check_chain():
    chaining.check(how=ChainCheck.How.JOB)


@shared_task(name="okoce.trail.tasks.watch_openings")
def watch_openings():
    """Of the hour that ended last."""
    watching.watch(now().replace(minute=0, second=0, microsecond=0) - watching.HOUR)
