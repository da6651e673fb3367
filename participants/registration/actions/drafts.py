"""A registration on its way: kept step by step, sent once, forgotten after two weeks."""

import datetime as dt

from django.db import transaction

from okoce.clock import now, today
from participants.claims.models import ClaimCode
from participants.people import repeats
from participants.registration.models import RegistrationDraft

LIFE = dt.timedelta(days=14)
LONGEST = 500  # no box takes more, and a stranger must not fill our disk


def find(draft_id):
    """The draft with this id, unless it is too old; None otherwise."""
    return RegistrationDraft.objects.filter(pk=draft_id, updated_at__gt=now() - LIFE).first()


@transaction.atomic
def keep(draft, step, typed, *, is_done):
    """Save what was typed in one step. A draft that was sent meanwhile stays as it is."""
    if draft is None:
        draft = RegistrationDraft()
        answers = {}
    else:
        draft = RegistrationDraft.objects.select_for_update().get(pk=draft.pk)
        answers = draft.answers
    if draft.sent_at:
        return draft
    answers[step] = {"typed": {name: _short(value) for name, value in typed.items()}, "is_done": is_done}
    draft.answers, draft.updated_at = answers, now()
    draft.save()
    return draft


def seal_receipt(draft, number, answers, *, made):
    """Keep of a sent draft what its receipt shows, and the registration it made."""
    content = {
        "number": number,
        "name": answers.name,
        "kecamatan": answers.kelurahan.parent.name,
        "sent_on": today().isoformat(),
    }
    draft.answers, draft.participant, draft.sent_at = content, made, now()
    draft.updated_at = draft.sent_at
    draft.save(update_fields=["answers_sealed", "participant", "sent_at", "updated_at"])


@transaction.atomic
def discard(draft):
    """Forget what was typed. A draft that was sent keeps its receipt."""
    RegistrationDraft.objects.filter(pk=draft.pk, sent_at=None).delete()


def forget_old():
    """Delete drafts and receipts older than two weeks, codes and sent forms of yesterday. Returns how many drafts."""
    repeats.forget_old()
    ClaimCode.objects.filter(created_at__lt=now() - dt.timedelta(days=1)).delete()
    deleted, _ = RegistrationDraft.objects.filter(updated_at__lte=now() - LIFE).delete()
    return deleted


def _short(value):
    if isinstance(value, list):
        return [str(item)[:LONGEST] for item in value[:50]]
    return str(value)[:LONGEST]
