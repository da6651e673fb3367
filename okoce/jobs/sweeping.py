"""What the broker lost is sent again, what kills its workers is stopped.

Sending again everything that still waits would flood the queue: an errand is sent again only when nobody can have
it any more, and never more than 200 in one sweep.
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
    stop_exhausted()
    return send(lost()[:AT_MOST])


def catch_up():
    """A worker starts. What a killed one had fetched is gone from the queue, so all that waits is sent."""
    stop_exhausted()
    return send(Job.objects.claimable().order_by("due_at").values_list("pk", flat=True)[:AT_MOST])


def lost():
    """Ids of errands that nobody seems to have: never sent, sent long ago, or their worker fell silent."""
    instant = now()
    never_sent = Q(sent_at=None, created_at__lt=instant - SEND_GRACE)
    sent_long_ago = Q(sent_at__lt=instant - SEND_AGAIN)
    silent_since = Q(state=Job.State.RUNNING, sent_at__lt=F("lease_until"))
    return (
        Job.objects.claimable()
        .filter(never_sent | sent_long_ago | silent_since)
        .order_by("due_at")
        .values_list("pk", flat=True)
    )


def stop_exhausted():
    """An errand whose worker died at every attempt is failed, with a reason."""
    Job.objects.silent().filter(attempts__gte=Job.MAX_ATTEMPTS).update(
        state=Job.State.FAILED, error=WORKER_DIED, finished_at=now(), lease_until=None
    )
