"""What every act on somebody's papers and money shares: one at a time, written down, and the journey follows."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from participants.journey.actions import journeys
from participants.people.models import Participant


def lock_person(participant_id):
    """The person's row, locked: two acts on one person's records wait for each other, so a second press finds the
    first one's row."""
    return Participant.objects.select_for_update(no_key=True).get(pk=participant_id)


def apply_evidence_change(participant, *, by, reason=""):
    """Write down who changed somebody else's records, and judge the journey anew."""
    if not participant.belongs_to(by):
        access_log.record(by, AccessLog.Act.CHANGE, participant)
    journeys.refresh([participant.pk], reason=reason)


@transaction.atomic
def void(row, *, by, reason, event_reason):
    """Take a row back with its reason; it stays to be read. If a stage falls, `event_reason` says why.

    Raise `ValidationError` when it was taken back before.
    """
    person = lock_person(row.participant_id)
    row.refresh_from_db()
    if row.voided_at:
        raise ValidationError("Catatan ini sudah dibatalkan.")
    mark_void(row, by=by, reason=reason)
    apply_evidence_change(person, by=by, reason=event_reason)
    return row


def mark_void(row, *, by, reason):
    """The mark itself. Who may take back what is refused before, and the journey follows after.

    Raise `ValidationError` without a reason.
    """
    reason = reason.strip()
    if not reason:
        raise ValidationError("Tulis alasan pembatalan.")
    row.voided_at, row.voided_by, row.void_reason = now(), by, reason
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])


@transaction.atomic
def check(row, *, by):
    """Somebody else saw that what a person entered about themself is right: from now on it is evidence.

    Raise `ValidationError` for the owner, and when it was taken back.
    """
    person = lock_person(row.participant_id)
    row.refresh_from_db()
    if person.belongs_to(by):
        raise ValidationError("Catatan sendiri tidak boleh diperiksa sendiri; minta pendamping atau petugas lain.")
    if row.voided_at:
        raise ValidationError("Catatan ini sudah dibatalkan.")
    if row.awaits_check:
        row.checked_at, row.checked_by = now(), by
        row.save(update_fields=["checked_at", "checked_by"])
        apply_evidence_change(person, by=by)
    return row
