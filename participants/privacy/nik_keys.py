"""Change the keys under which identity numbers lie, while the portal runs.

Put the new key first in NIK_KEYS, the new NIK_HMAC_KEY in place with the old one in NIK_HMAC_OLD_KEYS, restart, rotate;
then the old ones may go: until then people are found by either digest, and no start goes without the old ones.
"""

from cryptography.fernet import InvalidToken
from django.db import transaction

from okoce.keys.actions import keep_only_newest
from okoce.sealing import is_newest, reseal, unseal
from participants.corrections.models import Correction
from participants.imports.models import SEALED, Import, WrittenBatch
from participants.merges.models import Merge
from participants.people.models import ErasureKey, JoinedRegistration, Participant
from participants.people.nik_sealing import digest, digests
from participants.registration.models import RegistrationDraft


def rotate(*, batch=500):
    """Returns (how many people were sealed anew, ids whose seal fits no key). What is done already is left alone."""
    changed, broken, last = 0, [], 0
    while rows := _rotate_batch(last, batch, broken):
        changed, last = changed + rows[0], rows[1]
    _rotate_drafts()
    _rotate_imports()
    _rotate_written_batches()
    _rotate_joined()
    _rotate_merges()
    _rotate_erasure_key()
    _rotate_corrections()
    if not broken:
        keep_only_newest()
    return changed, broken


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


def _rotate_drafts():
    for pk in list(RegistrationDraft.objects.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            draft = RegistrationDraft.objects.select_for_update().filter(pk=pk).first()
            if draft and draft.answers_sealed and not is_newest(draft.answers_sealed):
                draft.answers_sealed = reseal(draft.answers_sealed)
                draft.save(update_fields=["answers_sealed"])


def _rotate_imports():
    for pk in list(Import.objects.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            item = Import.objects.select_for_update().get(pk=pk)
            for name in SEALED:
                sealed = getattr(item, name)
                if sealed and not is_newest(sealed):
                    setattr(item, name, reseal(sealed))
            item.save(update_fields=SEALED)


def _rotate_written_batches():
    for pk in list(WrittenBatch.objects.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            batch = WrittenBatch.objects.select_for_update().filter(pk=pk).first()
            if batch and not is_newest(batch.log_sealed):
                batch.log_sealed = reseal(batch.log_sealed)
                batch.save(update_fields=["log_sealed"])


def _rotate_joined():
    for pk in list(JoinedRegistration.objects.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            joined = JoinedRegistration.objects.select_for_update().get(pk=pk)
            if not is_newest(joined.typed_sealed):
                joined.typed_sealed = reseal(joined.typed_sealed)
                joined.save(update_fields=["typed_sealed"])


def _rotate_merges():
    for pk in list(Merge.objects.exclude(log_sealed=b"").order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            merge = Merge.objects.select_for_update(of=("self",)).get(pk=pk)
            if merge.log_sealed and not is_newest(merge.log_sealed):
                merge.log_sealed = reseal(merge.log_sealed)
                merge.save(update_fields=["log_sealed"])


@transaction.atomic
def _rotate_erasure_key():
    for key in ErasureKey.objects.select_for_update():
        if not is_newest(key.sealed):
            key.sealed = reseal(key.sealed)
            key.save(update_fields=["sealed"])


def _rotate_corrections():
    for pk in list(Correction.objects.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            correction = Correction.objects.select_for_update(of=("self",)).get(pk=pk)
            if not is_newest(correction.values_sealed):
                correction.values_sealed = reseal(correction.values_sealed)
                correction.save(update_fields=["values_sealed"])
