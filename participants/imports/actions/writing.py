"""Writing a confirmed spreadsheet of people into the register, batch by batch or all at once."""

from contextlib import nullcontext

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from okoce import constraints
from okoce.clock import now
from okoce.programme import memory
from participants.imports import kept_rows, row_verdicts, staged_rows
from participants.imports import reports as import_reports
from participants.imports.actions import kinds
from participants.imports.actions import rows as import_rows
from participants.imports.actions.judging import area_of, batches, settle
from participants.imports.models import Import, WrittenBatch
from participants.registration.actions.register import CLOSED

CONFIRM = "imports.confirm_import"
PROMISED = (row_verdicts.NEW, row_verdicts.UPDATE)


class _InTheWay(Exception):
    """Rows that cannot be written, where all are to be written or none."""


def write(item):
    """Write what the preview promised, a batch at a time; what was written before a crash is found as it is.

    A field that changed since the preview is held, as is a row that became another person's. What somebody else wrote
    meanwhile just as the file has it is the same, not new. With `is_whole` such a row undoes all, and the file waits
    for a decision again. Returns what to do with the answer.
    Raise `ValidationError` when no programme year is open.
    """
    area = area_of(item, item.confirmed_by, CONFIRM)
    year = memory.current_year()
    if year is None:
        raise ValidationError(CLOSED)
    preview = item.report
    rows = staged_rows.unpack(item.content)
    try:
        with transaction.atomic() if item.is_whole else nullcontext():
            _write_all(item, rows, preview, area, year)
    except _InTheWay:
        return _look_again(item, rows, preview, area)
    places = import_rows.places()
    item.report = import_reports.report(rows, places) | {"mended_rows": preview["mended_rows"]}
    item.kept = kept_rows.left_over(item.kept, rows, item.listed)
    changes = {
        "state": Import.State.DONE,
        "counts": import_reports.counts(rows),
        "sheets": import_reports.by_sheet(rows, item.sheets),
        "rows_done": len(rows),
        "report_sealed": item.report_sealed,
        "kept_sealed": item.kept_sealed,
        "content_sealed": b"",
        "finished_at": now(),
    }
    return lambda: settle(item, Import.State.WRITING, changes)


def _write_all(item, rows, preview, area, year):
    before = {}  # rows that this import wrote before a crash, in whole batches
    for batch in item.batches.all():
        before |= batch.log
    for judged in rows:
        if judged.key in before:
            judged.verdict = preview["verdicts"][judged.key]
    done = 0
    for batch in batches(rows, kinds.of(item.kind).BATCH):
        done += len(batch)
        _write_batch(item, [judged for judged in batch if judged.key not in before], preview, area, year, done)
    if item.is_whole and any(_is_in_the_way(judged, preview) for judged in rows):
        raise _InTheWay


def _write_batch(item, batch, preview, area, year, done):
    """Write one batch; `done` are the rows of the file up to its end, as the page counts them."""
    of_kind = kinds.of(item.kind)
    undecided = [judged for judged in batch if judged.verdict == row_verdicts.NEW]
    for last_try in (False, False, True):
        try:
            with transaction.atomic():
                of_kind.lock(batch)
                of_kind.compare(batch, area=area, by=item.confirmed_by)
                good = [judged for judged in batch if _is_to_write(item, judged, preview)]
                log = of_kind.write(good, item=item, year=year, reason=item.reason)
                if log:
                    made = WrittenBatch(item=item)
                    made.log = log
                    made.save()
                    ids = [row["pk"] for row in log.values()]
                    of_kind.announce(ids, key=f"import:{item.pk}:{batch[0].key}")
                if not item.is_whole:  # nobody else would see it
                    Import.objects.filter(pk=item.pk, rows_done__lt=done).update(rows_done=done)
            return
        except IntegrityError as error:  # somebody registered in this moment: the next look finds them
            if last_try or not of_kind.is_lost_race(error):
                raise constraints.refuse(error, f"Import {item.pk}") from None
            for judged in undecided:
                judged.reopen()


def _is_to_write(item, judged, preview):
    """Only what the preview promised."""
    promised, seen = (preview[part].get(judged.key, {}) for part in ("verdicts", "seen"))
    if judged.verdict == row_verdicts.UPDATE:
        row_verdicts.leave_out(judged, [name for name in judged.changes if item.is_left_out(judged.key, name)])
        row_verdicts.hold_changed(judged, seen)
    if judged.verdict == row_verdicts.NEW and promised != row_verdicts.NEW:
        judged.refuse(row_verdicts.HOLD, "CHANGED")
    return judged.verdict in PROMISED


def _is_in_the_way(judged, preview):
    """Whether the preview promised what cannot be written now. What was not chosen is no promise."""
    return preview["verdicts"].get(judged.key) in PROMISED and bool(set(judged.codes) - {"NOT_CHOSEN", "MOVE_WAITS"})


def _look_again(item, rows, preview, area):
    """Nothing was written: name the rows in the way, and let the file wait with what it means for the register now."""
    places = import_rows.places()
    in_the_way = [judged for judged in rows if _is_in_the_way(judged, preview)]
    named = [import_reports.line(judged, places) for judged in in_the_way]
    rows, of_kind = staged_rows.unpack(item.content), kinds.of(item.kind)
    for batch in batches(rows, of_kind.BATCH):
        of_kind.compare(batch, area=area, by=item.uploaded_by)
    of_kind.note_days(rows)
    item.report = import_reports.report(rows, places) | {"mended_rows": preview["mended_rows"], "in_the_way": named}
    item.kept = kept_rows.with_failed(item.kept, rows, item.listed)
    changes = {
        "state": Import.State.READY,
        "counts": import_reports.counts(rows),
        "sheets": import_reports.by_sheet(rows, item.sheets),
        "report_sealed": item.report_sealed,
        "kept_sealed": item.kept_sealed,
        "confirmed_by": None,
        "confirmed_at": None,
        "left_out": {},
        "is_whole": False,
    }
    return lambda: settle(item, Import.State.WRITING, changes)
