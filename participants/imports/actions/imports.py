"""A spreadsheet of people: read and judged first, then decided on by a person, then written batch by batch."""

import datetime as dt
import hashlib

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from okoce import constraints
from okoce.accounts.areas import Area
from okoce.clock import now
from okoce.jobs.models import Job
from okoce.jobs.outbox import enqueue, restart
from okoce.programme import memory
from participants.imports import reports as import_reports
from participants.imports import row_verdicts, staged_rows, table_reader
from participants.imports.actions import rows as import_rows
from participants.imports.models import Import
from participants.registration.actions import register as registration
from participants.registration.actions.register import CLOSED

ADD, CONFIRM = "imports.add_import", "imports.confirm_import"
UNDECIDED_FOR = dt.timedelta(hours=24)
REPORTS_FOR = dt.timedelta(days=30)
OUTSIDE = "Wilayah ini bukan wilayah tugas Anda; pilih wilayah yang Anda layani."
DECIDED = "Berkas ini sudah diputuskan atau kedaluwarsa; unggah lagi bila masih perlu."
ALL_KNOWN = "Semua orang dalam berkas ini sudah tercatat dengan data yang sama; tidak ada yang perlu ditulis."
NOTHING = "Tidak ada baris yang bisa ditulis; betulkan berkasnya, lalu unggah lagi."


@transaction.atomic
def upload(content, *, file_name, region, point, by):
    """Keep the file sealed and have it judged; nothing of the register changes.

    Raise `ValidationError` for a region outside their area.
    """
    item = Import(file_name=file_name[-120:], region=region, registration_point=point, uploaded_by=by)
    if not item.allows(by, ADD):
        raise ValidationError(OUTSIDE)
    item.sha256, item.content = hashlib.sha256(content).hexdigest(), content
    item.save()
    enqueue("imports.judge", {"item": item.pk}, key=_judging(item), by=by)
    return item


def judge(item):
    """Judge every row with the rights of who uploaded it, as they are now. Returns what to do with the answer.

    From here on the cleaned rows are kept, and the file itself is not.
    Raise `ValidationError` when the uploader may not import there any more.
    """
    area = _area(item, item.uploaded_by, ADD)
    try:
        sheet = table_reader.read(item.content)
    except table_reader.SheetRefused as refused:
        changes = {"state": Import.State.REFUSED, "refusal": refused.message, "content_sealed": b""}
        return lambda: _settle(item, Import.State.READING, changes)
    rows = import_rows.clean(sheet, area=area)
    item.content = staged_rows.pack(rows)
    for batch in _batches(rows):
        import_rows.compare(batch, area=area)
    item.report = import_reports.report(rows, import_rows.places())
    changes = {
        "state": Import.State.READY,
        "notes": sheet.notes,
        "counts": import_reports.counts(rows),
        "rows_total": len(rows),
        "report_sealed": item.report_sealed,
        "content_sealed": item.content_sealed,
    }
    return lambda: _settle(item, Import.State.READING, changes)


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
def confirm(item, *, by):
    """Have the good rows written. Held and refused rows stay out; the report names them.

    Raise `ValidationError` outside their area, when nothing can be written, or when no year is open.
    """
    item = _undecided(item)
    if not item.allows(by, CONFIRM):
        raise ValidationError(OUTSIDE)
    if not item.good_rows:
        raise ValidationError(ALL_KNOWN if item.is_all_known else NOTHING)
    if memory.current_year() is None:
        raise ValidationError(CLOSED)
    item.state, item.confirmed_by, item.confirmed_at = Import.State.WRITING, by, now()
    item.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    enqueue("imports.write", {"item": item.pk}, key=_writing(item), by=by)


def write(item):
    """Write what the preview promised, a batch at a time; what was written before a crash is found as it is.

    A field that changed since the preview is held, as is a row that became another person's. What somebody else wrote
    meanwhile just as the file has it is the same, not new. Returns what to do with the answer.
    Raise `ValidationError` when no programme year is open.
    """
    area = _area(item, item.confirmed_by, CONFIRM)
    year = memory.current_year()
    if year is None:
        raise ValidationError(CLOSED)
    preview = item.report
    rows = staged_rows.unpack(item.content)
    for done, batch in enumerate(_batches(rows), start=1):
        _write_batch(item, batch, preview, area, year)
        Import.objects.filter(pk=item.pk).update(rows_done=min(done * import_rows.BATCH, len(rows)))
    item.report = import_reports.report(rows, import_rows.places())
    changes = {
        "state": Import.State.DONE,
        "counts": import_reports.counts(rows),
        "rows_done": len(rows),
        "report_sealed": item.report_sealed,
        "content_sealed": b"",
        "finished_at": now(),
    }
    return lambda: _settle(item, Import.State.WRITING, changes)


def _write_batch(item, batch, preview, area, year):
    reason = f"Impor {item.pk}"
    undecided = [judged for judged in batch if judged.verdict == row_verdicts.NEW]
    for last_try in (False, False, True):
        try:
            with transaction.atomic():
                import_rows.lock_people(batch)
                import_rows.compare(batch, area=area)
                own = import_rows.written(batch, reason=reason)
                good = [judged for judged in batch if _is_to_write(judged, preview, own)]
                import_rows.write(good, year=year, point=item.registration_point, by=item.confirmed_by, reason=reason)
            return
        except IntegrityError as error:  # somebody registered in this moment: the next look finds them
            if last_try or not registration.was_taken_meanwhile(error):
                raise constraints.refuse(error, f"Import {item.pk}") from None
            for judged in undecided:
                judged.reopen()


def _is_to_write(judged, preview, own):
    """Only what the preview promised. `own`: people whom this import itself wrote, before a crash."""
    promised, seen = (preview[part].get(str(judged.row), {}) for part in ("verdicts", "seen"))
    is_own = judged.known is not None and judged.known.pk in own
    if judged.verdict == row_verdicts.UPDATE:
        row_verdicts.hold_changed(judged, seen)
    if is_own and judged.verdict in (row_verdicts.SAME, row_verdicts.HOLD):
        judged.verdict = promised
        return False
    if judged.verdict == row_verdicts.NEW and promised != row_verdicts.NEW:
        judged.refuse(row_verdicts.HOLD, "CHANGED")
    return judged.verdict in (row_verdicts.NEW, row_verdicts.UPDATE)


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
    return {Import.State.READING: _judging(item), Import.State.WRITING: _writing(item)}.get(item.state)


def forget_old():
    """Files nobody decided on within a day, and reports older than a month. Returns how many files."""
    undecided = Q(state__in=[Import.State.READING, Import.State.READY], uploaded_at__lt=now() - UNDECIDED_FOR)
    forgotten = Import.objects.filter(undecided).update(
        state=Import.State.FORGOTTEN, content_sealed=b"", report_sealed=b""
    )
    Import.objects.filter(uploaded_at__lt=now() - REPORTS_FOR).exclude(report_sealed=b"").exclude(
        state=Import.State.WRITING
    ).update(report_sealed=b"")
    return forgotten


@transaction.atomic
def discard(item, *, by):
    """Forget a file at once, because its owner says so.

    Raise `ValidationError` for others than the uploader, and when it is decided.
    """
    item = _undecided(item)
    if item.uploaded_by_id != by.pk:
        raise ValidationError(OUTSIDE)
    item.state, item.content, item.report = Import.State.FORGOTTEN, b"", None
    item.save(update_fields=["state", "content_sealed", "report_sealed"])


def _undecided(item):
    item = Import.objects.select_for_update().get(pk=item.pk)
    if not item.is_waiting:
        raise ValidationError(DECIDED)
    return item


def _settle(item, state, changes):
    Import.objects.filter(pk=item.pk, state=state).update(**changes)


def _area(item, user, permission):
    """The import's region, if this user still holds the permission there."""
    if not item.allows(user, permission):
        raise ValidationError(OUTSIDE)
    return Area.of_region(item.region_id)


def _batches(rows):
    return (rows[at : at + import_rows.BATCH] for at in range(0, len(rows), import_rows.BATCH))


def _judging(item):
    return f"import-judge:{item.pk}"


def _writing(item):
    return f"import-write:{item.pk}"
