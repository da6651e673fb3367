"""What an officer settles in passing: doubts held against the card, and when somebody can come."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce import versions
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from participants.people.models import Participant

OUTSIDE = "Peserta ini di luar wilayah tugas Anda; minta petugas wilayahnya."
OWN = "Data sendiri tidak boleh dicocokkan sendiri; minta petugas lain memeriksanya."


@transaction.atomic
def settle_doubts(participant, *, by):
    """The officer compared what was odd with the card and it is right: it is not asked again.

    Raise `ValidationError` for oneself, and outside their area.
    """
    if participant.belongs_to(by):
        raise ValidationError(OWN)
    person = _locked(participant, by)
    if not person.flags:
        return person
    reason = f"Dicocokkan dengan KTP: {', '.join(person.flags)}"[:200]
    person.flags = []
    person.save(update_fields=["flags"])
    access_log.record(by, AccessLog.Act.CHANGE, person, reason=reason)
    return person


@transaction.atomic
def change_times(participant, *, availability, cannot_whole_day, community, by, version=None):
    """Write when somebody can come, as they said to the officer. Returns the person as stored.

    Raises `ValidationError` outside the officer's area, and `versions.Changed` where somebody else changed it too.
    """
    person = _locked(participant, by)
    typed = {"availability": availability, "cannot_whole_day": cannot_whole_day, "community": community}
    if changes := versions.changes(person, typed, version):
        for name, value in changes.items():
            setattr(person, name, value)
        person.save(update_fields=changes)
        access_log.record(by, AccessLog.Act.CHANGE, person, reason="Waktu luang diisi")
    return person


def _locked(participant, by):
    if not participant.allows(by, "people.change_participant"):
        raise ValidationError(OUTSIDE)
    return Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
