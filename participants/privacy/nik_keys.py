"""Change the keys under which identity numbers lie, while the portal runs.

Put the new key first in NIK_KEYS, the new NIK_HMAC_KEY in place with the old one in NIK_HMAC_OLD_KEYS, restart, rotate;
then the old ones may go: until then people are found by either digest, and no start goes without the old ones.
"""

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.conf import settings
from django.db import transaction

from okoce.keys.actions import keep_only_newest
from okoce.sealing import is_newest, reseal, unseal
from participants.exports.models import ExportFile
from participants.imports.models import SEALED, Import, WrittenBatch
from participants.merges.models import Merge
from participants.people.models import ErasureKey, JoinedRegistration, Participant
from participants.people.nik_sealing import digest, digests
from participants.registration.models import RegistrationDraft

# What is sealed besides the people themselves: {model: columns}. Rooms above: settings.SEALED_UNDER_NIK_KEYS.
SEALED_COLUMNS = {
    RegistrationDraft: ["answers_sealed"],
    Import: SEALED,
    WrittenBatch: ["log_sealed"],
    JoinedRegistration: ["typed_sealed"],
    Merge: ["log_sealed"],
    ErasureKey: ["sealed"],
    ExportFile: ["content"],
}


def rotate(*, batch=500):
    """Returns (how many people were sealed anew, ids whose seal fits no key). What is done already is left alone."""
    changed, broken, last = 0, [], 0
    while rows := _rotate_batch(last, batch, broken):
        changed, last = changed + rows[0], rows[1]
    for model, columns in sealed_columns().items():
        _rotate_columns(model, columns)
    if not broken:
        keep_only_newest()
    return changed, broken


def sealed_columns():
    """Return {model: columns} of all that is sealed besides the people themselves."""
    above = {apps.get_model(label): names for label, names in settings.SEALED_UNDER_NIK_KEYS.items()}
    return SEALED_COLUMNS | above


def fit_people():
    """Whether these keys open and find the first and the newest person; None where there is nobody."""
    people = Participant.objects.only("nik_sealed", "nik_digest")
    first = people.order_by("pk").first()
    return first and all(_fit(person) for person in (first, people.order_by("-pk").first()))


def _fit(person):
    try:
        return person.nik_digest in digests(unseal(person.nik_sealed))
    except InvalidToken:
        return False


@transaction.atomic
def _rotate_batch(last, batch, broken):
    people = Participant.objects.select_for_update(no_key=True).filter(pk__gt=last).order_by("pk")
    people = list(people.only("pk", "nik_sealed", "nik_digest")[:batch])
    stale = []
    for person in people:
        try:
            mark = digest(unseal(person.nik_sealed))
        except InvalidToken:
            broken.append(person.pk)
            continue
        if person.nik_digest != mark or not is_newest(person.nik_sealed):
            person.nik_sealed, person.nik_digest = reseal(person.nik_sealed), mark
            stale.append(person)
    Participant.objects.bulk_update(stale, ["nik_sealed", "nik_digest"])
    return people and (len(stale), people[-1].pk)


def _rotate_columns(model, columns):
    """Row by row, since each may be deleted or changed meanwhile."""
    rows = model.objects.order_by("pk")
    for pk in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():
            row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
            stale = [name for name in columns if row and _is_stale(getattr(row, name))]
            for name in stale:
                setattr(row, name, reseal(getattr(row, name)))
            if stale:
                row.save(update_fields=stale)


def _is_stale(sealed):
    return bool(sealed) and not is_newest(sealed)
