"""Telling people: the message is written first, and sent after commit, never twice."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from okoce.clock import now
from okoce.jobs.outbox import enqueue
from okoce.masking import blank_nik
from okoce.notifications.channels import NotSent, channel, channels_for
from okoce.notifications.models import Delivery, Message


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
        hand_over(message)
    return message


@transaction.atomic
def hand_over(message):
    """One delivery for each way its user can be reached, however often it is asked for."""
    for name in channels_for(message.user):
        delivery, created = message.deliveries.get_or_create(channel=name)
        if created:
            enqueue("notifications.deliver", {"delivery": delivery.pk}, key=f"deliver:{delivery.pk}")


def notify_participant(participant, kind, **words):
    """Somebody registered at the desk may have no log-in: they are told there."""
    if participant.user is None:
        return None
    return notify(participant.user, kind, **words)


def deliver(delivery_id, *, is_last_attempt):
    """Send one delivery, if nobody ever began to. A crash from here on leaves it `sending`: it is not sent again."""
    if not _move(delivery_id, Delivery.State.QUEUED, Delivery.State.SENDING):
        return
    delivery = Delivery.objects.select_related("message__user").get(pk=delivery_id)
    message, door = delivery.message, channel(delivery.channel)
    address = door.address_of(message.user)
    if not address:
        _move(delivery_id, Delivery.State.SENDING, Delivery.State.FAILED, error="Alamat tidak ada lagi.")
        return
    try:
        door.send(address, message.subject, text_of(message))
    except NotSent as problem:
        after = Delivery.State.FAILED if is_last_attempt else Delivery.State.QUEUED
        _move(delivery_id, Delivery.State.SENDING, after, error=f"Tidak terkirim ({problem}).")
        raise
    _move(delivery_id, Delivery.State.SENDING, Delivery.State.SENT, sent_at=now(), error="")


def text_of(message):
    link = f"{settings.SITE_URL}{message.url}" if message.url else ""
    return render_to_string("notifications/mail/message.txt", {"message": message, "link": link})


def _move(delivery_id, before, after, **changes):
    return Delivery.objects.filter(pk=delivery_id, state=before).update(state=after, **changes)
