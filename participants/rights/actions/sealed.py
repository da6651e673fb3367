"""Sealed rows in which a deleted person may stand: opened one by one, and dropped where they do."""

from cryptography.fernet import InvalidToken

from okoce.accounts.models import AddressCode
from okoce.kept_forms.models import KeptForm
from okoce.notifications.models import Delivery
from okoce.sealing import unseal_bytes
from participants.imports.models import SEALED, UNDECIDED, Import, WrittenBatch
from participants.registration.models import RegistrationDraft

DROPPED = "Berkas ini dihapus karena memuat orang yang meminta datanya dihapus; unggah lagi tanpa barisnya."
# All of these are kept for days at most.
SHORT_LIVED = [
    (KeptForm, "sealed"),
    (AddressCode, "sealed"),
    (RegistrationDraft, "answers_sealed"),
    (Delivery, "sealed"),
]


def forget(ids, markers):
    """Drop what was typed, what waits to be sent, files of lists with this person, and what undoing would restore.

    `ids` are those of the person and of the records that were joined into theirs.
    """
    for model, column in SHORT_LIVED:
        rows = model.objects.exclude(**{f"{column}__isnull": True}).exclude(**{column: b""})
        found = [pk for pk, sealed in rows.values_list("pk", column).iterator() if _holds(sealed, markers)]
        model.objects.filter(pk__in=found).delete()
    _forget_imports(markers)
    _forget_written(ids)


def _forget_written(ids):
    """Undoing an import leaves this person as they are."""
    for batch in WrittenBatch.objects.iterator():
        kept = {row: entry for row, entry in batch.log.items() if entry["pk"] not in ids}
        if len(kept) < len(batch.log):
            batch.log = kept
            batch.save(update_fields=["log_sealed"])


def _forget_imports(markers):
    """A file that waits is forgotten; of one that was written, only what is kept of its rows."""
    for item in Import.objects.exclude(**dict.fromkeys(SEALED, b"")).iterator():
        if not any(_holds(getattr(item, column), markers) for column in SEALED):
            continue
        changes = dict.fromkeys(SEALED, b"")
        if item.state in UNDECIDED:
            changes |= {"state": Import.State.FORGOTTEN, "notes": [DROPPED]}
        elif item.state == Import.State.WRITING:
            changes.pop("content_sealed")  # its job goes on, and holds the row by the digest
        Import.objects.filter(pk=item.pk).update(**changes)


def _holds(sealed, markers):
    if not sealed:
        return False
    try:
        return markers.are_in(unseal_bytes(sealed))
    except InvalidToken:
        return False
