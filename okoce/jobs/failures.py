"""Jobs that failed for good: they stay a problem until somebody starts them again or says that they were seen."""

from okoce.clock import now
from okoce.jobs.models import Job
from okoce.jobs.outbox import restart

SENTENCE = "{count} pekerjaan gagal dan belum ditangani: jalankan lagi atau tandai sudah dilihat di Pekerjaan (admin)."


def mark_seen(jobs, *, by):
    """Note that `by` has dealt with these failed jobs. Returns how many were not seen before."""
    return Job.objects.failed_unseen().filter(pk__in=jobs.values("pk")).update(seen_at=now(), seen_by=by)


def run_again(jobs):
    """Give each failed one of these jobs three new attempts. Returns how many."""
    failed = list(jobs.filter(state=Job.State.FAILED))
    for job in failed:
        restart(job)
    return len(failed)
