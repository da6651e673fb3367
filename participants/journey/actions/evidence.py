"""What all actions on a person's evidence share: they lock the person, log the change and refresh the journey."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from participants.journey.actions import journeys
from participants.people import naming
from participants.people.models import Participant


def lock_person(participant_id):
    """Return the person's row, locked: two actions on one person's records wait for each other, so the second finds
    the row of the first."""
    return Participant.objects.select_for_update(no_key=True).get(pk=participant_id)


def apply_evidence_change(participant, *, by, reason=""):
    """Log a change of another person's records, and judge the journey anew."""
    if not participant.belongs_to(by):
        access_log.record(by, AccessLog.Act.CHANGE, participant)
    journeys.refresh([participant.pk], reason=reason)


@transaction.atomic
def void(row, *, by, reason, event_reason):
    """Void a row with its reason; it stays readable. If a stage is lost, `event_reason` says why. Return the row.

    Raise `ValidationError` when it was voided before, and without a reason.
    """
    person = lock_person(row.participant_id)
    row.refresh_from_db()
    if row.voided_at:
        raise ValidationError("Catatan ini sudah dibatalkan.")
    mark_void(row, by=by, reason=reason)
    apply_evidence_change(person, by=by, reason=event_reason)
    return row


def mark_void(row, *, by, reason):
    """Write the fields of a voided row. The caller has checked the permission, and refreshes the journey.

    Raise `ValidationError` without a reason, and for one that names the person: an event of a lost stage keeps it.
    """
    reason = reason.strip()
    if not reason:
        raise ValidationError("Tulis alasan pembatalan.")
    if hasattr(row, "participant"):
        naming.refuse([row.participant], reason)
    row.voided_at, row.voided_by, row.void_reason = now(), by, reason
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])


@transaction.atomic
def check(row, *, by):
    """Record that another person checked an own entry: from now on it is evidence. Return the row.

    Raise `ValidationError` for the owner, and for a voided row.
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
