"""Send again what the broker lost, and stop what kills its workers.

Sending again everything that still waits would flood the queue: a job is sent again only when nobody can have it
any more, and never more than 200 in one sweep.
"""

from datetime import timedelta

from django.db.models import F, Q

from okoce.clock import now
from okoce.jobs.models import Job
from okoce.jobs.outbox import send

AT_MOST = 200
SEND_GRACE = timedelta(seconds=10)  # the web process sends after its commit
SEND_AGAIN = timedelta(seconds=60)

WORKER_DIED = "Pekerja berhenti mendadak tiga kali saat mengerjakan ini."


def sweep():
    """Send what was lost. Returns how many jobs were sent."""
    stop_exhausted()
    return send(lost()[:AT_MOST])


def catch_up(queues):
    """Send all that waits in these queues: their worker has started, and what a killed one had fetched is lost."""
    stop_exhausted()
    return send(Job.objects.claimable().filter(queue__in=queues).order_by("due_at").only("queue")[:AT_MOST])


def lost():
    """Jobs that nobody seems to have: never sent, sent long ago, or their worker is silent."""
    instant = now()
    never_sent = Q(sent_at=None, created_at__lt=instant - SEND_GRACE)
    sent_long_ago = Q(sent_at__lt=instant - SEND_AGAIN)
    silent_since = Q(state=Job.State.RUNNING, sent_at__lt=F("lease_until"))
    return Job.objects.claimable().filter(never_sent | sent_long_ago | silent_since).order_by("due_at").only("queue")


def stop_exhausted():
    """Mark a job whose worker died at every attempt as failed, with a reason."""
    Job.objects.silent().filter(attempts__gte=Job.MAX_ATTEMPTS).update(
        state=Job.State.FAILED, error=WORKER_DIED, finished_at=now(), lease_until=None
    )
