"""Rows that were held or refused: mended in their cells on the page, or taken up again after the file was written."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts.areas import Area
from okoce.clock import now
from okoce.jobs.outbox import enqueue
from okoce.typed_text import tidy
from participants.cleaning import nik
from participants.imports import kept_rows, staged_rows, table_reader
from participants.imports import reports as import_reports
from participants.imports.actions import kinds
from participants.imports.actions import rows as import_rows
from participants.imports.actions.judging import refuse_others
from participants.imports.fact_columns import TITLES
from participants.imports.judged_rows import HOLD, REJECT
from participants.imports.models import Import
from participants.imports.row_verdicts import settle_doubles_anew

DECIDED = "Berkas ini sudah diputuskan; baris yang belum tertulis bisa dibuka lagi sebagai berkas sisa."
NOT_KEPT = "Baris ini tidak ditahan atau ditolak, jadi tidak dibetulkan di sini."
UNCHANGED = "Belum ada sel yang dibetulkan; ubah isinya dulu, atau kembali ke pratinjau."
NO_REST = "Tidak ada baris tersisa dari berkas ini, atau sudah dibuka lagi."


@transaction.atomic
def mend(item, key, typed, *, by):
    """Judge a held or refused row anew with cells as somebody typed them, {field: text}. Return its new verdict.

    What was mended, by whom, and what was said of the row before stay in the report.
    Raise `ValidationError` for others than the uploader, when the file is decided, and when nothing was changed.
    """
    item = Import.objects.select_for_update().get(pk=item.pk)
    if not item.is_waiting:
        raise ValidationError(DECIDED)
    refuse_others(item, by)
    kept = item.kept
    entry = kept.get("cells", {}).get(key)
    if entry is None:
        raise ValidationError(NOT_KEPT)
    cells, mended = _cells(entry, typed)
    if not mended:
        raise ValidationError(UNCHANGED)
    report, entry["cells"] = item.report, cells
    (judged, *others), report, counted = _judge(item, kept, entry, report)
    event = {"row": judged.row, "sheet": judged.sheet, "key": key, "name": judged.values.get("name", "")}
    event |= {"by": by.name, "at": now().isoformat(), "cells": mended, "verdict": judged.verdict}
    before = next((row["problems"] for row in item.report["rows"] if row["key"] == key), [])
    item.report = report | {"mended_rows": [*report["mended_rows"], event | {"problems": before}], "in_the_way": []}
    item.kept, item.counts, item.sheets = kept_rows.with_failed(kept, others, item.listed), *counted
    if judged.verdict not in (HOLD, REJECT):
        place = {(judged.sheet, judged.row)}
        item.failed = import_reports.without(item.failed, place, has_sheets=len(item.sheets) > 1)
    item.save(update_fields=["report_sealed", "kept_sealed", "content_sealed", "failed_sealed", "counts", "sheets"])
    return judged.verdict


def _cells(entry, typed):
    """(the cells as typed, what was mended). A guessed letter that somebody looked at is one that was typed."""
    cells, mended = {}, []
    for name, (text, kind) in entry["cells"].items():
        now_is = typed.get(name, text)
        is_same = now_is == text.strip() or now_is == text
        cells[name] = [text, kind] if is_same and kind != "foreign" else [now_is, "text"]
        if cells[name] != [text, kind]:
            shown = [nik.mask(tidy(value)) if name == "nik" else value for value in (text.strip(), now_is)]
            mended.append({"column": TITLES[name], "before": shown[0], "after": shown[1]})
    return cells, mended


def _judge(item, kept, entry, report):
    """(the row and those it settles, judged anew, the report with them, (counts, sheets))."""
    area, places, of_kind = Area.of_region(item.region_id), import_rows.places(), kinds.of(item.kind)
    sheet = table_reader.Sheet(0, [kept_rows.row_of(entry)], [])
    (judged,) = of_kind.clean(sheet, area=area, places=places, sex_codes=kept["sex_codes"])
    rows = staged_rows.unpack(item.content)
    at = next(at for at, row in enumerate(rows) if row.key == judged.key)
    rows[at] = judged
    anew = [judged, *(row for row in settle_doubles_anew(rows, of_kind.settle_doubles) if row is not judged)]
    item.content = staged_rows.pack(rows)
    of_kind.compare(anew, area=area, by=item.uploaded_by)
    of_kind.note_days(anew)
    report = import_reports.patched(report, rows, anew, places)
    return anew, report, import_reports.totals(rows, report["verdicts"], item.sheets)


@transaction.atomic
def take_up_rest(item, *, by):
    """Take up the rows that were not written as a file of their own, and return that Import.

    Raise `ValidationError` for others than the uploader, and when there is none.
    """
    item = Import.objects.select_for_update().get(pk=item.pk)
    refuse_others(item, by)
    if item.state not in (Import.State.DONE, Import.State.UNDONE) or not item.kept_sealed:
        raise ValidationError(NO_REST)
    rest = Import(
        file_name=f"Sisa {item.file_name.removeprefix('Sisa ')}"[:120],
        sha256=item.sha256,
        region_id=item.region_id,
        registration_point_id=item.registration_point_id,
        uploaded_by=by,
        rest_of=item,
        kind=item.kind,
    )
    rest.kept_sealed = item.kept_sealed
    rest.save()
    item.kept_sealed = b""
    item.save(update_fields=["kept_sealed"])
    enqueue("imports.judge", {"item": rest.pk}, key=f"import-judge:{rest.pk}", by=by)
    return rest
