"""Who holds the NIK of a new registration is notified by a job. Idempotent."""

from okoce.jobs.outbox import handler
from participants.registration.actions import register


@handler("registration.notify_holder")
def notify_holder(job, *, participant):
    register.notify_holder(participant)
