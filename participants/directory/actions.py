"""Officers keep the contact data of people right."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce import versions
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from participants.journey.actions import moves
from participants.people.models import Participant

CHANGE = "people.change_participant"
OUTSIDE = "Kelurahan ini di luar wilayah tugas Anda; minta petugas Sudin memindahkan peserta ini."


@transaction.atomic
def change_contact(participant, *, phone, email, street, rt, rw, kelurahan, by, version=None):
    """Write what was touched of phone and address, and return the person as stored.

    A move counts from today: what was reached before stays with the old home. `version` is what the form was made from.
    Raises `ValidationError` outside the officer's area, and `versions.Changed` where somebody else changed a field too.
    """
    participant = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    if not participant.allows(by, CHANGE):
        raise ValidationError({"kelurahan": OUTSIDE})
    typed = {"phone": phone, "email": email, "street": street, "rt": rt, "rw": rw, "kelurahan": kelurahan}
    changes = versions.changes(participant, typed, version)
    if not changes:
        return participant
    if "kelurahan" in changes:
        if kelurahan.parent_id not in by.areas_for(CHANGE):
            raise ValidationError({"kelurahan": OUTSIDE})
    return write_contact(participant, changes, by=by)


def write_contact(participant, changes, *, by):
    """Write {field: value} of a locked person and log it; who moves lives there from today on. Return the person."""
    if home := changes.get("kelurahan"):
        moves.move({participant.pk: home.pk})
        changes = changes | {"kecamatan_id": home.parent_id}
    for name, value in changes.items():
        setattr(participant, name, value)
    participant.save(update_fields=changes)
    access_log.record(by, AccessLog.Act.CHANGE, participant)
    return participant
