"""The job of a proposal. Idempotent."""

from okoce.jobs.models import Job
from okoce.jobs.outbox import handler
from trainings.planner.actions import proposals
from trainings.planner.models import Proposal


@handler(proposals.JOB, queue=Job.Queue.BULK)
def propose(job, *, proposal):
    """Working it out twice gives the same; it is written down once."""
    found = Proposal.objects.select_related("programme_year").filter(pk=proposal).first()
    return proposals.propose(found) if found else None
