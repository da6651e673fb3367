"""Signs of life. `worker` speaks whenever it works, `beat` whenever it rings; who is silent for long does not run."""

from datetime import timedelta

from okoce.clock import now
from okoce.jobs.models import Heartbeat

SILENCE = timedelta(seconds=30)
_FRESH = timedelta(seconds=5)


def beat(part):
    """Say that this part lives; at most one write in five seconds."""
    if not _heard_within(part, _FRESH):
        Heartbeat.objects.bulk_create(
            [Heartbeat(part=part, beat_at=now())],
            update_conflicts=True,
            unique_fields=["part"],
            update_fields=["beat_at"],
        )


def is_alive(part):
    return _heard_within(part, SILENCE)


def is_worker_alive():
    """Whether somebody works off errands now. If not, a page says that they wait."""
    return is_alive("worker")


def _heard_within(part, time):
    return Heartbeat.objects.filter(part=part, beat_at__gt=now() - time).exists()
