"""What an officer says of a pair: two people, or later. That they are one person is proposed in participants/merges."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from participants.people.models import Participant
from participants.twins.models import DECIDE, TwinCandidate

State = TwinCandidate.State
DECIDED = "Pasangan ini baru saja diputuskan petugas lain; muat ulang daftarnya."
OUTSIDE = "Salah satu dari keduanya di luar wilayah tugas Anda; minta petugas Sudin memutuskannya."
OWN = "Salah satu dari keduanya adalah data Anda sendiri; minta petugas lain memutuskannya."
MOVES = {
    State.OPEN: {State.LATER, State.DIFFERENT, State.SAME},
    State.LATER: {State.LATER, State.DIFFERENT, State.SAME},
    State.SAME: {State.OPEN},
    State.DIFFERENT: {State.OPEN},
}


@transaction.atomic
def decide(candidate, state, *, by, note=""):
    """Write what was decided, and return the pair. Two different people are never proposed again.

    Raise `ValidationError` when it was decided before, and for a pair of which the officer may not decide.
    """
    candidate = hold(candidate, by=by)
    if state not in MOVES[candidate.state]:
        raise ValidationError(DECIDED)
    candidate.state, candidate.note = state, note.strip()[:200]
    candidate.decided_at, candidate.decided_by = now(), by
    candidate.save(update_fields=["state", "note", "decided_at", "decided_by"])
    for person in (candidate.one, candidate.other):
        access_log.record(by, AccessLog.Act.CHANGE, person, f"Mungkin kembar: {candidate.get_state_display()}")
    return candidate


def hold(candidate, *, by):
    """Return the pair, locked, if this officer may decide about both people. Raise `ValidationError` otherwise."""
    held = TwinCandidate.objects.select_for_update(of=("self",)).select_related("one", "other")
    held = held.filter(pk=candidate.pk).first()
    if held is None:
        raise ValidationError(DECIDED)
    refuse_outsiders(held.one, held.other, by=by, permission=DECIDE)
    return held


def refuse_outsiders(*people, by, permission):
    """Raise `ValidationError` unless the officer may do this with each of these people as their work."""
    allowed = Participant.objects.supervised_by(by, permission).filter(pk__in=[person.pk for person in people])
    if allowed.count() < len(people):
        raise ValidationError(OUTSIDE)
    if any(person.belongs_to(by) for person in people):
        raise ValidationError(OWN)


@transaction.atomic
def reopen(candidate):
    """Put a pair back on the list, since the proposal to join it was refused."""
    TwinCandidate.objects.filter(pk=candidate.pk).update(state=State.OPEN)
