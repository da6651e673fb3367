"""How far a group of jobs has come, for the page that waits for them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from okoce.jobs.heartbeats import is_worker_alive
from okoce.jobs.models import Job


@dataclass(frozen=True)
class Progress:
    queued: int
    running: int
    done: int
    failed: int
    worker_runs: bool

    @property
    def total(self):
        return self.queued + self.running + self.done + self.failed

    @property
    def is_over(self):
        return self.done + self.failed == self.total

    @property
    def waits_for_worker(self):
        return not self.is_over and not self.worker_runs


def progress(jobs):
    """Counts per state of a queryset of jobs, and whether a worker runs; two queries."""
    counts = {state: Count("pk", filter=Q(state=state)) for state in Job.State.values}
    return Progress(**jobs.order_by().aggregate(**counts), worker_runs=is_worker_alive())
