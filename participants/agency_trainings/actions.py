"""Attendance at trainings of other agencies is written down from their lists, and voided with a reason."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.clock import today
from okoce.formats import tanggal
from participants.agency_trainings.models import AgencyAttendance, OldClaim
from participants.journey.actions import evidence as records

NOT_YET = "Hari pelatihan ini belum tiba; cocokkan dengan daftar hadirnya."
KNOWN = "{module} pada {day} sudah tercatat dari {agency}; satu hari satu modul, cocokkan dengan daftar hadirnya."
CLAIMED = "Klaim lama ini sudah tercatat."


@transaction.atomic
def add(participant, *, by, module, attended_on, agency, kecamatan=None):
    """Record that somebody attended a module at an agency, and return the row; the journey follows.

    Raise `ValidationError` for a day that is yet to come, one's own record, and what stands there already.
    """
    if participant.belongs_to(by):
        raise ValidationError("Kehadiran Anda sendiri harus dicatat oleh petugas lain.")
    if attended_on > today():
        raise ValidationError(NOT_YET)
    person = records.lock_person(participant.pk)
    known = person.agency_attendances.standing().select_related("agency", "module")
    if row := known.filter(module=module, attended_on=attended_on).first():
        raise ValidationError(KNOWN.format(module=row.module, day=tanggal(attended_on), agency=row.agency))
    made = AgencyAttendance.objects.create(
        participant=person,
        module=module,
        attended_on=attended_on,
        agency=agency,
        kecamatan=kecamatan,
        recorded_by=by,
    )
    records.apply_evidence_change(person, by=by)
    return made


def void(row, *, by, reason):
    """Void an attendance; the journey follows. Return the row. Raise `ValidationError` without a reason."""
    return records.void(row, by=by, reason=reason, event_reason=f"Kehadiran dibatalkan: {reason.strip()}")


@transaction.atomic
def claim(participant, *, by, text, source):
    """Keep what an old list says of somebody's training, and return it. No stage follows from it.

    Raise `ValidationError` for one's own record, and where it is kept already.
    """
    if participant.belongs_to(by):
        raise ValidationError("Klaim tentang Anda sendiri harus dicatat oleh petugas lain.")
    person = records.lock_person(participant.pk)
    if person.old_claims.filter(text=text).exists():
        raise ValidationError(CLAIMED)
    return OldClaim.objects.create(participant=person, text=text, source=source, noted_by=by)
