"""Mails that are no message in the inbox: one-time codes and notices about an account.

Nothing is sent from a request. Address and text are sealed in the delivery, and dropped when it is over.
"""

import json
from datetime import timedelta

from cryptography.fernet import InvalidToken
from django.db import transaction

from okoce.clock import now
from okoce.jobs.outbox import enqueue
from okoce.notifications.channels import may_carry_codes
from okoce.notifications.models import Delivery
from okoce.sealing import seal, unseal


@transaction.atomic
def queue_mail(address, subject, text, *, kind, user=None, key=None, expires_at=None, channel="email"):
    """Seal a text for an address and have it sent after commit. Returns its delivery; the same key gives the same one.

    A text that has expired before it could be sent is dropped.
    """
    values = {
        "channel": channel,
        "kind": kind,
        "user": user,
        "sealed": seal(json.dumps([address, subject, text])),
        "expires_at": expires_at,
    }
    if key is None:
        delivery, created = Delivery.objects.create(**values), True
    else:
        delivery, created = Delivery.objects.get_or_create(key=key, defaults=values)
    if created:
        enqueue("notifications.deliver", {"delivery": delivery.pk}, key=f"deliver:{delivery.pk}")
    return delivery


def queue_code(name, address, code, *, kind, minutes, user=None, key=None, expires_at=None):
    """Have a one-time code sent by this channel while it is of use. Raises LookupError if it may carry no codes.

    `address` is what the channel sends to: an e-mail address, or the bare number of a phone.
    """
    if not may_carry_codes(name):
        raise LookupError(f"No codes by {name}")
    return queue_mail(
        address,
        "Kode masuk Portal OK OCE",
        f"Kode Anda: {code}\n\nBerlaku {minutes} menit. Jangan berikan kode ini kepada siapa pun, termasuk petugas.",
        kind=kind,
        user=user,
        key=key,
        expires_at=expires_at or now() + timedelta(minutes=minutes),
        channel=name,
    )


def unsealed(delivery):
    """(address, subject, text) of a sealed mail; None when no key opens it any more."""
    try:
        return tuple(json.loads(unseal(delivery.sealed)))
    except InvalidToken:
        return None
