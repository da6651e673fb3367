"""Writing a confirmed spreadsheet of people into the register, batch by batch."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from okoce import constraints
from okoce.clock import now
from okoce.programme import memory
from participants.imports import reports as import_reports
from participants.imports import row_verdicts, staged_rows
from participants.imports.actions import rows as import_rows
from participants.imports.actions.judging import area_of, batches, settle
from participants.imports.models import Import
from participants.people import written
from participants.registration.actions import register as registration
from participants.registration.actions.register import CLOSED

CONFIRM = "imports.confirm_import"


def write(item):
    """Write what the preview promised, a batch at a time; what was written before a crash is found as it is.

    A field that changed since the preview is held, as is a row that became another person's. What somebody else wrote
    meanwhile just as the file has it is the same, not new. Returns what to do with the answer.
    Raise `ValidationError` when no programme year is open.
    """
    area = area_of(item, item.confirmed_by, CONFIRM)
    year = memory.current_year()
    if year is None:
        raise ValidationError(CLOSED)
    preview = item.report
    rows = staged_rows.unpack(item.content)
    for done, batch in enumerate(batches(rows), start=1):
        _write_batch(item, batch, preview, area, year)
        Import.objects.filter(pk=item.pk).update(rows_done=min(done * import_rows.BATCH, len(rows)))
    item.report = import_reports.report(rows, import_rows.places())
    changes = {
        "state": Import.State.DONE,
        "counts": import_reports.counts(rows),
        "sheets": import_reports.by_sheet(rows, item.sheets),
        "rows_done": len(rows),
        "report_sealed": item.report_sealed,
        "content_sealed": b"",
        "finished_at": now(),
    }
    return lambda: settle(item, Import.State.WRITING, changes)


def _write_batch(item, batch, preview, area, year):
    reason = f"Impor {item.pk}"
    undecided = [judged for judged in batch if judged.verdict == row_verdicts.NEW]
    for last_try in (False, False, True):
        try:
            with transaction.atomic():
                import_rows.lock_people(batch)
                import_rows.compare(batch, area=area)
                own = import_rows.written(batch, reason=reason)
                good = [judged for judged in batch if _is_to_write(item, judged, preview, own)]
                ids = import_rows.write(
                    good, year=year, point=item.registration_point, by=item.confirmed_by, reason=reason
                )
                written.announce(ids, key=f"import:{item.pk}:{batch[0].key}")
            return
        except IntegrityError as error:  # somebody registered in this moment: the next look finds them
            if last_try or not registration.was_taken_meanwhile(error):
                raise constraints.refuse(error, f"Import {item.pk}") from None
            for judged in undecided:
                judged.reopen()


def _is_to_write(item, judged, preview, own):
    """Only what the preview promised. `own`: people whom this import itself wrote, before a crash."""
    promised, seen = (preview[part].get(judged.key, {}) for part in ("verdicts", "seen"))
    is_own = judged.known is not None and judged.known.pk in own
    if judged.verdict == row_verdicts.UPDATE:
        row_verdicts.leave_out(judged, [name for name in judged.changes if item.is_left_out(judged.key, name)])
        row_verdicts.hold_changed(judged, seen)
    if is_own and judged.verdict in (row_verdicts.SAME, row_verdicts.HOLD):
        judged.verdict = promised
        return False
    if judged.verdict == row_verdicts.NEW and promised != row_verdicts.NEW:
        judged.refuse(row_verdicts.HOLD, "CHANGED")
    return judged.verdict in (row_verdicts.NEW, row_verdicts.UPDATE)
