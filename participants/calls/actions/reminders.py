"""Reminders three days and one day before: once each, in one message a family account and day."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from okoce.clock import now, today
from okoce.formats import angka
from okoce.notifications.models import Message
from okoce.notifications.sending import notify
from participants.calls.actions.notices import notify_participants
from participants.calls.models import Notice

DAYS_BEFORE = (3, 1)
LAST = 1  # only this one is worth a call
UNREAD_FOR = timedelta(hours=5)


def remind():
    """Remind everybody of what begins in three days and tomorrow. Returns how many people; idempotent.

    What was sent is known by the event and its day, whatever the clock did meanwhile.
    """
    by_account, by_call = defaultdict(list), defaultdict(list)
    for days in DAYS_BEFORE:
        for reminder in _new(days):
            account = reminder.letter.participant.user
            if account and account.is_active:
                by_account[account].append((days, reminder))
            elif days == LAST:
                by_call[reminder.topic].append(reminder.letter)
    called = sum(notify_participants(letters, topic=topic).people for topic, letters in by_call.items())
    return called + sum(_send_digest(account, reminders) for account, reminders in by_account.items())


def _new(days):
    """The reminders of these days before that nobody got yet."""
    day = today() + timedelta(days=days)
    found = [reminder for path in settings.REMINDERS for reminder in import_string(path)(day)]
    found = [replace(one, letter=replace(one.letter, key=f"{one.letter.key}:{days}")) for one in found]
    known = set(Notice.objects.filter(key__in=[one.letter.key for one in found]).values_list("key", flat=True))
    return [one for one in found if one.letter.key not in known]


@transaction.atomic
def _send_digest(account, reminders):
    """One message with all of them, and none when the account got one today. Returns how many reminders."""
    key = f"reminders:{account.pk}:{today():%Y%m%d}"
    if Message.objects.filter(key=key).exists():
        return 0
    letters = [reminder.letter for _, reminder in reminders]
    only = letters[0] if len(letters) == 1 else None
    message = notify(
        account,
        "reminder",
        key=key,
        subject=only.subject if only else f"{angka(len(letters))} pengingat",
        body="\n\n".join(f"{letter.participant.name}: {letter.text}" for letter in letters),
        url=only.url if only else "/perjalanan/",
    )
    call_from = now() + UNREAD_FOR
    Notice.objects.bulk_create(
        [
            Notice(
                participant=reminder.letter.participant,
                topic=reminder.topic,
                kind=reminder.letter.kind,
                key=reminder.letter.key,
                subject=reminder.letter.subject,
                text=reminder.letter.text,
                url=reminder.letter.url,
                message=message,
                state=Notice.State.MESSAGE,
                call_from=call_from if days == LAST else None,
                useful_until=reminder.letter.useful_until,
            )
            for days, reminder in reminders
        ],
        ignore_conflicts=True,
    )
    return len(letters)
