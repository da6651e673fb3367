"""A registration on its way: kept step by step, sent once, forgotten after two weeks."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from okoce import constraints, kept_for
from okoce.clock import now, today
from participants.cleaning import registration_numbers
from participants.registration.models import LIFE, RegistrationDraft

LONGEST = 500  # no box takes more, and a stranger must not fill our disk
SEND = "send"  # the last step
NUMBERS_TAKEN = "Nomor isian belum bisa dibuat; tekan Simpan sekali lagi."
EXPIRED = "Isian ini sudah dihapus; isi lagi dari langkah pertama."


def find(draft_id):
    """The draft with this id, unless it is too old; None otherwise."""
    return next(iter(RegistrationDraft.objects.fresh().filter(pk=draft_id)), None)


def keep(draft, step, typed, *, is_done, is_judged=True, refusals=None):
    """Save what was typed in one step, right or wrong. A draft that was sent meanwhile stays as it is.

    `is_judged`: its errors are shown with it. `refusals`: {field: [sentence]} that only sending it could say.
    """
    kept = {"typed": {name: _short(value) for name, value in typed.items()}, "is_done": is_done}
    kept |= {"is_judged": is_judged} | ({"refusals": refusals} if refusals else {})
    if draft is None:
        draft = RegistrationDraft()
        draft.answers = {step: kept}
        draft.save(force_insert=True)
        return draft
    while not draft.sent_at and not _is_written(draft, _with(draft.answers, step, kept)):
        draft = RegistrationDraft.objects.get(pk=draft.pk)
    return draft


def _with(answers, step, kept):
    """The answers with this one; what sending them said before is no more said."""
    answers.get(SEND, {}).pop("refusals", None)
    return answers | {step: kept}


def _is_written(draft, answers):
    """Store these answers, unless the draft was written since it was read; its sealed text is never the same twice."""
    read = RegistrationDraft.objects.filter(pk=draft.pk, answers_sealed=draft.answers_sealed, sent_at=None)
    draft.answers, draft.updated_at = answers, now()
    return read.update(answers_sealed=draft.answers_sealed, updated_at=draft.updated_at)


def typed(draft):
    """Everything that stands in a draft, as {field: value}."""
    return {name: value for step in draft.answers.values() for name, value in step["typed"].items()}


@transaction.atomic
def leave_at_desk(draft, kecamatan):
    """Let an officer of this kecamatan finish the draft, found by the number it gets. Return it.

    One that was left before keeps its number. Raise `ValidationError` when the draft expired.
    """
    draft = RegistrationDraft.objects.fresh().select_for_update().filter(pk=draft.pk).first()
    if draft is None:
        raise ValidationError(EXPIRED)
    if draft.sent_at:
        return draft
    draft.kecamatan, draft.updated_at = kecamatan, now()
    draft.desk_number = draft.desk_number or _free_number()
    try:
        with transaction.atomic():
            draft.save(update_fields=["kecamatan", "desk_number", "updated_at"])
    except IntegrityError as error:
        if constraints.is_repeated(error, RegistrationDraft, "desk_number"):
            raise ValidationError(NUMBERS_TAKEN) from None
        raise
    return draft


def _free_number():
    for _ in range(5):
        number = registration_numbers.make_for_desk()
        if not RegistrationDraft.objects.filter(desk_number=number).exists():
            return number
    raise ValidationError(NUMBERS_TAKEN)


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


def forget_old(*, is_dry=False):
    """Delete drafts and receipts older than two weeks. Idempotent; returns how many."""
    return kept_for.delete(RegistrationDraft.objects.filter(updated_at__lte=now() - LIFE), is_dry=is_dry)


def _short(value):
    if isinstance(value, list):
        return [str(item)[:LONGEST] for item in value[:50]]
    return str(value)[:LONGEST]
