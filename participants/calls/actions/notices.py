"""Notices to participants: into the inbox of those with an account, onto a call list for all others."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q

from okoce.clock import now
from okoce.masking import blank_nik
from okoce.notifications.models import Message
from okoce.notifications.sending import notify
from participants.calls.letters import Letter, Reached
from participants.calls.models import Notice, Topic
from participants.people.models import Participant

State = Notice.State
UNREAD_FOR = timedelta(hours=24)
BATCH = 500
WITH_INBOX = Q(user__isnull=False, user__is_active=True)


def topic_of(kind, subject_id, *, label, url="", host_id=None):
    """Return the topic of an event, with its label as it is now."""
    values = {"label": label[:200], "url": url, "host_id": host_id}
    return Topic.objects.update_or_create(kind=kind, subject_id=subject_id, defaults=values)[0]


def topic_of_registrations():
    """Return the one topic of notices about registrations."""
    return topic_of(Topic.Kind.REGISTRATION, 0, label="Pendaftaran")


def forecast(people):
    """Return how many of these participants a notice would reach by message, and how many are to be called."""
    counts = Participant.objects.filter(pk__in=people).aggregate(
        by_message=Count("pk", filter=WITH_INBOX), to_call=Count("pk", filter=~WITH_INBOX)
    )
    return Reached(**counts)


@transaction.atomic
def notify_participants(letters, *, topic, replaces=False):
    """Send each letter once per person and key. Returns how many people it reached by which way, this time only.

    `replaces`: earlier notices about the topic that still wait for a call need not be said any more.
    """
    letters = [letter for letter in letters if letter.participant.erased_at is None]
    known = set(Notice.objects.filter(key__in=[letter.key for letter in letters]).values_list("participant", "key"))
    fresh = [letter for letter in letters if (letter.participant.pk, letter.key) not in known]
    if not fresh:
        return Reached()
    if replaces:
        people = [letter.participant.pk for letter in fresh]
        _replace(Notice.objects.filter(topic=topic, participant__in=people))
    notices = [_notice(letter, topic) for letter in fresh]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    to_call = sum(notice.state == State.OPEN for notice in notices)
    return Reached(len(notices) - to_call, to_call)


def notify_participant(participant, kind, *, topic, key, subject, text, url="", **times):
    """Notify one person, as `notify_participants` does."""
    return notify_participants([Letter(participant, kind, key, subject, text, url, **times)], topic=topic)


def confirm(participant, kind, *, key, subject, text, url=""):
    """Confirm what somebody did themselves: into their inbox, and nothing more, since they were there."""
    if participant.user is None:
        return None
    body = f"{participant.name}: {text}"
    return notify(participant.user, kind, key=key, subject=subject, body=body, url=url)


def withdraw(topic_kind, subject_id, participant_id, *, kind=None):
    """What was to be said to a person about an event, or one kind of it, is over: nobody need be called about it."""
    earlier = Notice.objects.filter(topic__kind=topic_kind, topic__subject_id=subject_id, participant=participant_id)
    _replace(earlier.filter(kind=kind) if kind else earlier)


def withdraw_all(participant_id, *, kind):
    """Nothing of this kind may be said to a person any more, about whatever event: they leave every call list."""
    theirs = Notice.objects.filter(participant=participant_id, kind=kind)
    _replace(theirs)
    theirs.filter(state__in=[State.WRONG, State.MISSED]).update(state=State.REPLACED, wrong_digest="", changed_at=now())


def known_keys(keys):
    """Those of these keys of confirmations that were sent."""
    keys, known = list(keys), []
    for start in range(0, len(keys), BATCH):
        known += Message.objects.filter(key__in=keys[start : start + BATCH]).values_list("key", flat=True)
    return known


def put_on_call_lists():
    """Messages that did not arrive, or that nobody read in time, become calls. Returns how many. Idempotent."""
    late = Notice.objects.unread_too_long().values("pk")
    return Notice.objects.filter(pk__in=late, state=State.MESSAGE).update(state=State.OPEN, changed_at=now())


def _notice(letter, topic):
    message, person = None, letter.participant
    if person.user and person.user.is_active:
        message = notify(
            person.user,
            letter.kind,
            key=f"{letter.key}:{person.pk}",
            subject=letter.subject,
            body=f"{person.name}: {letter.text}",
            url=letter.url,
        )
    return Notice(
        participant=person,
        topic=topic,
        kind=letter.kind,
        key=letter.key,
        subject=blank_nik(" ".join(letter.subject.split()))[:120],
        text=blank_nik(letter.text),
        url=letter.url,
        message=message,
        state=State.MESSAGE if message else State.OPEN,
        call_from=letter.call_from or _call_from(letter.useful_until),
        useful_until=letter.useful_until,
    )


def _replace(notices):
    """Those that wait for a call are not called any more, and messages nobody read yet do not become calls."""
    notices.filter(state=State.OPEN).update(state=State.REPLACED, changed_at=now())
    notices.filter(state=State.MESSAGE, call_from__isnull=False).update(call_from=None)


def _call_from(useful_until):
    """A day after the message, or half-way to where it is of no more use."""
    usual = now() + UNREAD_FOR
    return min(usual, now() + (useful_until - now()) / 2) if useful_until else usual
