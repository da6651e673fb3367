"""Signs of life: of a queue whenever a worker takes a message of it, of `beat` whenever it sends a sweep."""

from datetime import timedelta

from okoce.clock import now
from okoce.jobs.models import Heartbeat, Job

SILENCE = timedelta(seconds=30)
_FRESH = timedelta(seconds=5)


def beat(part):
    """Note that this part works now; at most one write in five seconds."""
    if not _heard_within(part, _FRESH):
        Heartbeat.objects.bulk_create(
            [Heartbeat(part=part, beat_at=now())],
            update_conflicts=True,
            unique_fields=["part"],
            update_fields=["beat_at"],
        )


def is_alive(part):
    return _heard_within(part, SILENCE)


def is_worker_alive(queue=Job.Queue.BULK):
    """Whether a worker takes jobs of this queue now. If not, the page of a paper or an import says that it waits."""
    return is_alive(queue)


def _heard_within(part, time):
    return Heartbeat.objects.filter(part=part, beat_at__gt=now() - time).exists()
