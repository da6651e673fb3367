"""Messages are written first, and sent after commit, never twice."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string

from okoce.clock import now
from okoce.jobs.outbox import enqueue
from okoce.masking import blank_nik
from okoce.notifications.channels import NotSent, channel, channels_for
from okoce.notifications.mails import unsealed
from okoce.notifications.models import Delivery, Message

State = Delivery.State
# From one try to the next: a day in all, then the delivery is given up and staff see it.
GAPS = [timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60, 120, 240, 360, 600)]


@transaction.atomic
def notify(user, kind, *, key, subject, body, url=""):
    """Tell a user something once per key; the same key again gives the message that is there."""
    message, created = Message.objects.get_or_create(
        key=key,
        defaults={
            "user": user,
            "kind": kind,
            "subject": blank_nik(" ".join(subject.split())),
            "body": blank_nik(body),
            "url": url,
        },
    )
    if created:
        queue_deliveries(message)
    return message


@transaction.atomic
def queue_deliveries(message):
    """One delivery for each way its user can be reached, however often it is asked for."""
    for name in channels_for(message.user):
        values = {"user": message.user, "kind": message.kind}
        delivery, created = message.deliveries.get_or_create(channel=name, defaults=values)
        if created:
            enqueue("notifications.deliver", {"delivery": delivery.pk}, key=f"deliver:{delivery.pk}")


def deliver(delivery_id):
    """Try once to send a delivery. Idempotent: only who counted the last try has any effect.

    It is `sending` only from the answer of the server to the connection until the server has taken the text. What a
    crash interrupts there is not sent again by itself; before, the job comes back and sends it. What certainly was not
    sent is tried again after growing gaps for a day, by a job for each try, and then failed.
    """
    delivery = _begin(delivery_id)
    if delivery is None:
        return
    if delivery.has_expired:
        _move(delivery, State.EXPIRED, sealed=None)
        return
    address, subject, text = _letter(delivery)
    if not address:
        _move(delivery, State.FAILED, sealed=None, error="Alamat atau isinya tidak ada lagi.")
        return
    try:
        with channel(delivery.channel).connected() as send:
            if _move(delivery, State.SENDING):
                send(address, subject, text)
                _move(delivery, State.SENT, sent_at=now(), sealed=None, error="")
    except NotSent as problem:
        _try_later(delivery, problem)


@transaction.atomic
def _begin(delivery_id):
    """Count one try and return the delivery; None when it is over, or a crash came in the middle of sending it."""
    waiting = Delivery.objects.filter(pk=delivery_id, state=State.QUEUED)
    if not waiting.update(attempts=F("attempts") + 1, tried_at=now()):
        # A job that comes back finds its own crash: whether the text went out is open, and it is of no more use.
        Delivery.objects.filter(pk=delivery_id, state=State.SENDING).update(sealed=None)
        return None
    return Delivery.objects.select_related("message__user").get(pk=delivery_id)


def _letter(delivery):
    """(address, subject, text); without an address when there is nobody to send it to any more."""
    if delivery.message is None:
        return unsealed(delivery) or (None, "", "")
    message = delivery.message
    return channel(delivery.channel).address_of(message.user), message.subject, text_of(message)


@transaction.atomic
def _try_later(delivery, problem):
    error = f"Tidak terkirim ({problem})."
    if delivery.attempts > len(GAPS):
        _move(delivery, State.FAILED, sealed=None, error=error)
        return
    next_at = now() + GAPS[delivery.attempts - 1]
    if delivery.expires_at and next_at >= delivery.expires_at:
        _move(delivery, State.EXPIRED, sealed=None, error=error)
    elif _move(delivery, State.QUEUED, next_at=next_at, error=error):
        _enqueue(delivery, due_at=next_at)


@transaction.atomic
def send_again(deliveries, *, by):
    """Send messages of these deliveries again, from the first try on. Returns how many.

    Those that are not undelivered any more, and mails whose text was dropped, are left out.
    """
    chosen = deliveries.undelivered().exclude(message=None)
    ids = list(chosen.select_for_update(of=("self",)).values_list("pk", flat=True))
    fresh = {"state": State.QUEUED, "attempts": 0, "next_at": now(), "error": ""}
    Delivery.objects.filter(pk__in=ids).update(**fresh)
    for delivery in Delivery.objects.filter(pk__in=ids):
        _enqueue(delivery, by=by)
    return len(ids)


def settle(deliveries, *, by):
    """Somebody dealt with these in another way, by telephone or at the desk. Returns how many left the list."""
    ids = list(deliveries.undelivered().values_list("pk", flat=True))
    return Delivery.objects.filter(pk__in=ids, settled_at=None).update(settled_at=now(), settled_by=by)


def _enqueue(delivery, *, due_at=None, by=None):
    """A job of its own for each try; only who moved the delivery to `queued` asks for one."""
    key = f"deliver:{delivery.pk}:{secrets.token_hex(6)}"
    enqueue("notifications.deliver", {"delivery": delivery.pk}, key=key, due_at=due_at, by=by)


def text_of(message):
    link = f"{settings.SITE_URL}{message.url}" if message.url else ""
    return render_to_string("notifications/mail/message.txt", {"message": message, "link": link})


def _move(delivery, state, **changes):
    """Change a delivery on its way, unless another worker has begun a later try or it is over."""
    own = Delivery.objects.filter(pk=delivery.pk, state__in=[State.QUEUED, State.SENDING], attempts=delivery.attempts)
    return own.update(state=state, **changes)
