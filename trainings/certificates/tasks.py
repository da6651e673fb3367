"""The job that draws the papers of a session. Idempotent."""

from okoce.jobs.models import Job
from okoce.jobs.outbox import handler
from trainings.certificates.actions import bundles


@handler("certificates.draw", queue=Job.Queue.BULK)
def draw(job, *, bundle):
    return bundles.draw(bundle)
