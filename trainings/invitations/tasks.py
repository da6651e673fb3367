"""The job that notifies people of their invitations, and the counting of who came. Idempotent."""

from celery import shared_task

from okoce.jobs.models import Job
from okoce.jobs.outbox import handler
from trainings.invitations import turnouts
from trainings.invitations.actions import inviting


@shared_task(name="trainings.invitations.tasks.recount_turnouts")
def recount_turnouts():
    return turnouts.recount()


@handler(inviting.SEND, queue=Job.Queue.BULK)
def send_invitations(job, *, session):
    inviting.send(session)
