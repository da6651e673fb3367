"""Officers keep the contact data of people right."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce import versions
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.regions.models import Region
from participants.journey.actions import moves
from participants.people import typed_values
from participants.people.models import Business, JoinedRegistration, Participant

CHANGE = "people.change_participant"
SETTLED = "Perbedaan ini sudah diputuskan petugas lain; lihat data pesertanya."
OUTSIDE = "Peserta ini di luar wilayah tugas Anda; minta petugas wilayahnya mengubahnya."
ELSEWHERE = "Kelurahan ini di kecamatan lain; usulkan pindah kecamatan dari halaman peserta."


@transaction.atomic
def change_contact(participant, *, phone, email, street, rt, rw, kelurahan, by, version=None):
    """Write what was touched of phone and address, and return the person as stored.

    A move within the kecamatan counts from today; to another one it is proposed (participants/moves). `version` is what
    the form was made from. Raises `ValidationError` outside the officer's area and for another kecamatan, and
    `versions.Changed` where somebody else changed a field too.
    """
    participant = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    if not participant.allows(by, CHANGE):
        raise ValidationError({"kelurahan": OUTSIDE})
    typed = {"phone": phone, "email": email, "street": street, "rt": rt, "rw": rw, "kelurahan": kelurahan}
    changes = versions.changes(participant, typed, version)
    if not changes:
        return participant
    if "kelurahan" in changes and kelurahan.parent_id != participant.kecamatan_id:
        raise ValidationError({"kelurahan": ELSEWHERE})
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


@transaction.atomic
def take_over(joined, names, *, by):
    """Write these fields as they were typed in a joined registration, and ask about the others no more.

    Return the names that were written. Raise `ValidationError` when it was decided before, for what stands on the
    card, and as `change_contact` does.
    """
    joined = JoinedRegistration.objects.select_for_update().get(pk=joined.pk)
    if joined.settled_at:
        raise ValidationError(SETTLED)
    person = Participant.objects.select_for_update(no_key=True).get(pk=joined.participant_id)
    offered = {row.name for row in typed_values.differences(joined.typed, person) if row.may_be_taken}
    taken = {name: joined.typed[name] for name in names if name in offered}
    _take_contact(person, taken, by=by)
    if times := {name: taken[name] for name in typed_values.TIMES if name in taken}:
        Participant.objects.filter(pk=person.pk).update(**times)
    if business := {name.removeprefix("business_"): taken[name] for name in typed_values.BUSINESS if name in taken}:
        blank = {"standing": Business.Standing.RUNNING, "trade": joined.typed["trade"]}
        Business.objects.update_or_create(participant=person, defaults=business, create_defaults=blank | business)
    joined.settled_at, joined.settled_by = now(), by
    joined.save(update_fields=["settled_at", "settled_by"])
    reason = f"Isian pendaftaran {joined.number} dicocokkan: {len(taken)} diambil"
    access_log.record(by, AccessLog.Act.CHANGE, person, reason)
    return list(taken)


def _take_contact(person, taken, *, by):
    contact = {name: taken.get(name, getattr(person, name)) for name in typed_values.CONTACT}
    if taken.keys() & contact.keys():
        kelurahan = Region.objects.get(pk=contact.pop("kelurahan_id"))
        change_contact(person, **contact, kelurahan=kelurahan, by=by)
