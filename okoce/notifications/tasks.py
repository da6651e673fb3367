from okoce.jobs.outbox import handler
from okoce.notifications import sending


@handler("notifications.deliver")
def deliver(job, *, delivery):
    sending.deliver(delivery, is_last_attempt=job.attempts >= job.MAX_ATTEMPTS)
