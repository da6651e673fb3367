"""Jobs of the notifications: one try at one delivery."""

from okoce.jobs.outbox import handler
from okoce.notifications import sending


@handler("notifications.deliver")
def deliver(job, *, delivery):
    sending.deliver(delivery)
