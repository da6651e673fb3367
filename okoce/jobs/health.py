"""How the portal feels, in a few words a stranger may read: no versions, no names, no addresses."""

from django.core.cache import cache
from django.db import DatabaseError, connection

from okoce.clock import now
from okoce.jobs.heartbeats import is_alive
from okoce.jobs.models import Job

LATE = 300  # seconds an errand may wait before somebody should look
DOWN = {"ok": False, "db": "tidak menjawab"}


def health():
    """The parts and what they say; `db` is the one nothing works without."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        lag = outbox_lag()
        runs = {part: is_alive(part) for part in ("worker", "beat")}
    except DatabaseError:
        return DOWN
    cache_answers = _cache_answers()
    return {
        "ok": cache_answers and all(runs.values()) and lag < LATE,
        "db": "baik",
        "cache": "baik" if cache_answers else "tidak menjawab",
        **{part: "berjalan" if alive else "tidak berjalan" for part, alive in runs.items()},
        "outbox_lag_seconds": lag,
    }


def outbox_lag():
    """Seconds for which the errand that waits longest could have been worked on."""
    oldest = Job.objects.waiting().order_by("due_at").values_list("due_at", flat=True).first()
    return int((now() - oldest).total_seconds()) if oldest else 0


def _cache_answers():
    try:
        cache.get("health")
    except Exception:  # each cache has errors of its own
        return False
    return True
