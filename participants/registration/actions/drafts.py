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
    return next(iter(RegistrationDraft.objects.filter(pk=draft_id, updated_at__gt=now() - LIFE)), None)


def keep(draft, step, typed, *, is_done):
    """Save what was typed in one step. A draft that was sent meanwhile stays as it is."""
    answer = {"typed": {name: _short(value) for name, value in typed.items()}, "is_done": is_done}
    if draft is None:
        draft = RegistrationDraft()
        draft.answers = {step: answer}
        draft.save(force_insert=True)
        return draft
    while not draft.sent_at and not _is_written(draft, draft.answers | {step: answer}):
        draft = RegistrationDraft.objects.get(pk=draft.pk)
    return draft


def _is_written(draft, answers):
    """Store these answers, unless the draft was written since it was read; its sealed text is never the same twice."""
    read = RegistrationDraft.objects.filter(pk=draft.pk, answers_sealed=draft.answers_sealed, sent_at=None)
    draft.answers, draft.updated_at = answers, now()
    return read.update(answers_sealed=draft.answers_sealed, updated_at=draft.updated_at)


def seal_receipt(draft, number, answers, *, made):
    """Keep of a sent draft what its receipt shows, and whom it made: None when the NIK was known."""
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
