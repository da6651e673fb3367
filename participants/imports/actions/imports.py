"""A spreadsheet of people: read and judged first, then decided on by a person, then written batch by batch."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.clock import now
from okoce.jobs.models import Job
from okoce.jobs.outbox import enqueue, restart
from okoce.programme import memory
from participants.imports import file_names
from participants.imports.actions import mappings
from participants.imports.actions.judging import ADD, OUTSIDE, judge, refuse_others  # noqa: F401  the first step of a worker
from participants.imports.actions.undoing import undoing_key
from participants.imports.actions.writing import CONFIRM, write  # noqa: F401  the second
from participants.imports.layouts import Head
from participants.imports.list_kinds import PROPOSED, ListKind
from participants.imports.models import SEALED, Import
from participants.registration.actions.register import CLOSED

DECIDED = "Berkas ini sudah diputuskan atau kedaluwarsa; unggah lagi bila masih perlu."
ALL_KNOWN = "Semua orang dalam berkas ini sudah tercatat dengan data yang sama; tidak ada yang perlu ditulis."
MENDED = "Ada baris yang baru saja dibetulkan; lihat lagi pratinjaunya, lalu setujui."
NOTHING = "Tidak ada baris yang bisa ditulis; betulkan berkasnya, lalu unggah lagi."


@transaction.atomic
def upload(
    content,
    *,
    file_name,
    region,
    point,
    by,
    kind=ListKind.PEOPLE,
    asks_columns=False,
    columns=None,
    asks_if_known=False,
):
    """Keep the file sealed and have it judged; nothing of the register changes. Return the Import.

    `kind` is what the list holds. With `asks_columns` its columns are shown for a choice first, also where they are
    clear; `columns` is that choice. With `asks_if_known` a file that was uploaded before waits until its uploader says
    that it goes on. Raise `ValidationError` for a region outside their area, also for lists of this kind.
    """
    name = file_names.without_numbers(file_name)[-120:]
    item = Import(kind=kind, file_name=name, region=region, registration_point=point, uploaded_by=by)
    item.asks_columns, item.columns = asks_columns, columns
    if not item.allows(by, ADD):
        raise ValidationError(OUTSIDE)
    item.sha256, item.content = hashlib.sha256(content).hexdigest(), content
    if asks_if_known and Import.objects.same_as(item).exists():
        item.state = Import.State.KNOWN
        item.save()
        return item
    item.save()
    enqueue("imports.judge", {"item": item.pk}, key=_judging(item), by=by)
    return item


@transaction.atomic
def go_on(item, *, by):
    """Have a file judged that was uploaded before.

    Raise `ValidationError` for others than the uploader, and when it does not wait for it.
    """
    item = Import.objects.select_for_update().get(pk=item.pk)
    if item.state != Import.State.KNOWN:
        raise ValidationError(DECIDED)
    refuse_others(item, by)
    item.state = Import.State.READING
    item.save(update_fields=["state"])
    enqueue("imports.judge", {"item": item.pk}, key=_judging(item), by=by)


@transaction.atomic
def choose_columns(item, *, fields, sex_codes, by):
    """Judge a file by the columns its uploader chose, {key of a head: fields}, and remember them for its source.

    Raise `ValidationError` for others than the uploader, and when the file does not wait for it.
    """
    item = Import.objects.select_for_update().get(pk=item.pk)
    if item.state != Import.State.COLUMNS:
        raise ValidationError(DECIDED)
    refuse_others(item, by)
    heads = [Head(**head) for head in item.report["heads"]]
    mappings.remember(item, heads, fields, sex_codes, by=by)
    item.state, item.report, item.notes = Import.State.READING, None, []
    item.columns = {"fields": fields, "sex_codes": sex_codes}
    item.save(update_fields=["state", "columns", "report_sealed", "notes"])
    enqueue("imports.judge", {"item": item.pk}, key=_judging(item), by=by)


@transaction.atomic
def propose(item, *, by):
    """Hand a judged file to who may confirm it.

    Raise `ValidationError` when nothing of it can be written, or it is decided.
    """
    item = _undecided(item)
    if item.uploaded_by_id != by.pk or not item.good_rows:
        raise ValidationError(NOTHING)
    item.proposed_at = now()
    item.save(update_fields=["proposed_at"])


@transaction.atomic
def confirm(item, *, by, left_out=None, whole=False, mended=None):
    """Have the good rows written. Held and refused rows stay out; the report names them.

    `left_out` are changes of known people that are not to be made: {"fields": names, "rows": {key: names}}; without it
    all are made, but those that such a list only proposes.
    With `whole` all of the good rows are written or none. `mended` is how many rows were mended in the preview that
    was seen. Raise `ValidationError` outside their area, when nothing can be written, when the preview is another one
    by now, or when no year is open.
    """
    item = _undecided(item)
    if not item.allows(by, CONFIRM):
        raise ValidationError(OUTSIDE)
    if not item.good_rows:
        raise ValidationError(ALL_KNOWN if item.is_all_known else NOTHING)
    if mended is not None and mended != len(item.report["mended_rows"]):
        raise ValidationError(MENDED)
    if memory.current_year() is None:
        raise ValidationError(CLOSED)
    item.state, item.confirmed_by, item.confirmed_at = Import.State.WRITING, by, now()
    if left_out is None:
        left_out = {"fields": PROPOSED[item.kind]} if item.kind in PROPOSED else {}
    item.left_out, item.is_whole = left_out, whole
    item.save(update_fields=["state", "confirmed_by", "confirmed_at", "left_out", "is_whole"])
    enqueue("imports.write", {"item": item.pk}, key=_writing(item), by=by)


def try_again(item, *, by):
    """Restart a job that failed three times."""
    job = job_of(item)
    if job and job.state == Job.State.FAILED and item.allows(by, ADD):
        restart(job)


def job_of(item):
    """Return the job that works on it now, or None."""
    key = _job_key(item)
    return Job.objects.filter(key=key).first() if key else None


def stopped(items):
    """Those of `items` whose job has failed for good and waits for somebody to try again; one statement."""
    keys = {_job_key(item): item.pk for item in items}
    failed = Job.objects.filter(key__in=filter(None, keys), state=Job.State.FAILED)
    return {keys[key] for key in failed.values_list("key", flat=True)}


def _job_key(item):
    keys = {Import.State.READING: _judging, Import.State.WRITING: _writing, Import.State.UNDOING: undoing_key}
    return keys[item.state](item) if item.state in keys else None


@transaction.atomic
def discard(item, *, by):
    """Forget a file at once, because its owner says so.

    Raise `ValidationError` for others than the uploader, and when it is decided.
    """
    item = Import.objects.select_for_update().get(pk=item.pk)
    if not item.is_discardable:
        raise ValidationError(DECIDED)
    if item.uploaded_by_id != by.pk:
        raise ValidationError(OUTSIDE)
    item.state, item.content, item.report, item.failed, item.kept = Import.State.FORGOTTEN, b"", None, None, None
    item.save(update_fields=["state", *SEALED])


def _undecided(item):
    item = Import.objects.select_for_update().get(pk=item.pk)
    if not item.is_waiting:
        raise ValidationError(DECIDED)
    return item


def _judging(item):
    return f"import-judge:{item.pk}" if item.columns is None else f"import-judge-columns:{item.pk}"


def _writing(item):
    """A file that was to be written as a whole may be confirmed again."""
    return f"import-write:{item.pk}:{item.confirmed_at:%Y%m%d%H%M%S%f}"
