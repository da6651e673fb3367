"""Texts of old messages are emptied, and mails without a message are deleted once they are old."""

from django.db import transaction

from okoce import kept_for
from okoce.clock import now
from okoce.notifications.models import Delivery, Message

EMPTIED = "Isi pesan ini dihapus karena sudah lebih dari satu tahun."


@transaction.atomic
def forget_old(*, is_dry=False):
    """Empty messages older than a year and delete as old mails without one; return how many.

    The row of a message stays, so that nobody is notified again or called about what they have read.
    """
    since = now() - kept_for.lasts("messages")
    messages = Message.objects.filter(created_at__lt=since).exclude(body=EMPTIED)
    emptied = kept_for.blank(messages, {"subject": "Pesan lama", "body": EMPTIED, "url": ""}, is_dry=is_dry)
    mails = Delivery.objects.filter(message=None, created_at__lt=since)
    ended = mails.exclude(state__in=[Delivery.State.QUEUED, Delivery.State.SENDING])
    return emptied + kept_for.delete(ended, is_dry=is_dry)
