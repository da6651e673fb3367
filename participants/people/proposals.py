"""What all proposals to a second officer have in common: one wins, one's own is taken back, words are asked for."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from okoce import constraints
from okoce.clock import now
from okoce.masking import blank_nik
from participants.people.models import Participant
from participants.people.models.proposals import WITHDRAWN

VANISHED = "Data peserta ini sudah tidak ada lagi, mungkin disatukan; cari lagi nomornya."


def words(typed, refusal, *, field="reason"):
    """Return what was typed, without any NIK. Raise `ValidationError` with this refusal where it is empty."""
    if not typed.strip():
        raise ValidationError({field: refusal})
    return blank_nik(typed.strip())[:200]


def hold_person(pk):
    """Return somebody, locked. Raise `ValidationError` where the record was deleted or is part of another one."""
    person = Participant.objects.kept().select_for_update(no_key=True).filter(pk=pk).first()
    if person is None:
        raise ValidationError(VANISHED)
    return person


def hold_waiting(proposal, refusal):
    """Return a proposal, locked. Raise `ValidationError` with this refusal when it was decided or taken back."""
    held = _held(proposal)
    if held is None or held.state != held.State.WAITING:
        raise ValidationError(refusal)
    return held


def hold_undoable(proposal, refusal):
    """Return what was carried out, locked. Raise `ValidationError` with this refusal when it may not be undone."""
    held = _held(proposal)
    if held is None or not held.may_be_undone:
        raise ValidationError(refusal)
    return held


@contextmanager
def refusing_second(model, refusal, *, fields=("participant",)):
    """Raise `ValidationError` with this refusal where another row stands in the one place of one of these fields.

    Any other `IntegrityError` goes on, without the values of the row.
    """
    try:
        yield
    except IntegrityError as error:
        if any(constraints.is_repeated(error, model, name) for name in fields):
            raise ValidationError(refusal) from None
        raise constraints.refuse(error, model.__name__) from None


def withdraw(held, refusal, *, by):
    """Take back one's own proposal, which is locked; return it. Raise `ValidationError` for that of somebody else."""
    if held.proposed_by_id != by.pk:
        raise ValidationError(refusal)
    held.state, held.decided_at = WITHDRAWN, now()
    held.save(update_fields=["state", "decided_at"])
    return held


def _held(proposal):
    return type(proposal).objects.select_for_update(of=("self",)).filter(pk=proposal.pk).first()
