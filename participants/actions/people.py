"""Officers keep the contact data of people right."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts import access
from okoce.accounts.models import AccessLog
from participants.actions import moves
from participants.models import Participant

OUTSIDE = "Kelurahan ini di luar wilayah tugas Anda; minta petugas Sudin memindahkan peserta ini."


@transaction.atomic
def change_contact(participant, *, phone, email, street, rt, rw, kelurahan, by):
    """New phone and address. A move counts from today: what was reached before stays with the old home."""
    area = by.areas_for("participants.change_participant")
    if participant.kecamatan_id not in area or kelurahan.parent_id not in area:
        raise ValidationError({"kelurahan": OUTSIDE})
    participant = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    if participant.kelurahan_id != kelurahan.pk:
        moves.move({participant.pk: kelurahan.pk})
    participant.phone, participant.email = phone, email
    participant.street, participant.rt, participant.rw = street, rt, rw
    participant.kelurahan, participant.kecamatan_id = kelurahan, kelurahan.parent_id
    participant.save(update_fields=["phone", "email", "street", "rt", "rw", "kelurahan", "kecamatan"])
    access.record(by, AccessLog.Act.CHANGE, participant)
    return participant
