"""What reaches people by mail: the jobs of its deliveries are worked off first."""

from django.core import mail

from okoce.jobs.models import Job
from okoce.jobs.tasks import run_job


def received():
    """Every mail sent so far, the newest last."""
    for name in ("accounts.send_code", "notifications.deliver"):
        for job in Job.objects.waiting().filter(name=name).order_by("pk"):
            run_job(job.pk)
    return mail.outbox
