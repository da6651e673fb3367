"""Reading and judging a spreadsheet of people: for the pages and for the command, by the same functions."""

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError

from okoce.accounts.areas import Area
from participants.cleaning.kelurahan_names import Places
from participants.imports import kept_rows, staged_rows, table_reader
from participants.imports import reports as import_reports
from participants.imports.actions import kinds, mappings
from participants.imports.actions import rows as import_rows
from participants.imports.fact_columns import OF_KIND
from participants.imports.list_kinds import ListKind
from participants.imports.models import Import

ADD = "imports.add_import"
OUTSIDE = "Wilayah ini bukan wilayah tugas Anda; pilih wilayah yang Anda layani."
SEX_CODES = "Kolom Jenis Kelamin berisi angka 1 dan 2; nyatakan dulu artinya."
CHOSEN_FIRST = "Cocokkan setiap kolom, lalu lanjutkan."


@dataclass
class Judgement:
    """The judged rows of a file, its sheets with their counts, and what is said of it as a whole."""

    rows: list
    sheets: list[dict]
    notes: list[str]
    places: Places


def refuse_others(item, by):
    """Raise `ValidationError` for others than the uploader, and for one who may not import there any more."""
    if item.uploaded_by_id != by.pk or not item.allows(by, ADD):
        raise ValidationError(OUTSIDE)


def look(content, *, region, point, by, columns=None, kind=ListKind.PEOPLE):
    """Return the Judgement of a file of somebody's for a region; the register is read and not changed.

    `columns` are those that people chose for this file, else what was chosen for its source before is used.
    Raise `SheetRefused` for a file that cannot be used, as `HeadsUnknown` where choosing columns would help.
    """
    sheet, choice = mappings.read(content, region=region, point=point, columns=columns, listed=OF_KIND[kind])
    return _judged(sheet, choice, kind=kind, area=Area.of_region(region.pk), by=by)


def judge(item):
    """Judge every row with the rights of who uploaded it, as they are now. Returns what to do with the answer.

    From here on the cleaned rows are kept, and the file itself is not; unless its columns have to be chosen first.
    Raise `ValidationError` when the uploader may not import there any more.
    """
    area = area_of(item, item.uploaded_by, ADD)
    if item.rest_of_id:
        sheet, choice = kept_rows.as_sheet(item.kept), mappings.Choice(sex_codes=item.kept["sex_codes"])
        return _ready(item, sheet, choice, area, lambda numbers: kept_rows.originals(sheet))
    try:
        source = {"region": item.region_id, "point": item.registration_point_id, "listed": item.listed}
        sheet, choice = mappings.read(item.content, columns=item.columns, **source)
        if reason := _why_to_choose(item, sheet, choice):
            return _ask(item, reason, mappings.heads_of(sheet))
    except table_reader.HeadsUnknown as unknown:
        if item.columns is None and unknown.may_be_chosen:
            return _ask(item, unknown.message, unknown.heads)
        return _refuse(item, unknown)
    except table_reader.SheetRefused as refused:
        return _refuse(item, refused)
    content = item.content
    return _ready(
        item, sheet, choice, area, lambda numbers: table_reader.originals(content, numbers, choice.fields, item.listed)
    )


def _ready(item, sheet, choice, area, originals):
    """Judge the rows of a sheet for the decision; `originals` reads the failed ones as the file has them."""
    found = _judged(sheet, choice, kind=item.kind, area=area, by=item.uploaded_by, item=item)
    numbers = import_reports.failed_numbers(found.rows, found.sheets)
    if numbers:
        item.failed = import_reports.failed(found.rows, found.sheets, originals(numbers))
    item.kept = kept_rows.keep(sheet, found.rows, sex_codes=choice.sex_codes)
    item.report = import_reports.report(found.rows, found.places)
    changes = {
        "state": Import.State.READY,
        "notes": found.notes,
        "counts": import_reports.counts(found.rows),
        "sheets": found.sheets,
        "rows_total": len(found.rows),
        "report_sealed": item.report_sealed,
        "content_sealed": item.content_sealed,
        "failed_sealed": item.failed_sealed,
        "kept_sealed": item.kept_sealed,
    }
    return lambda: settle(item, Import.State.READING, changes)


def _judged(sheet, choice, *, kind, area, by, item=None):
    """Clean and compare; what a cleaned row says before it is compared is staged on `item`."""
    places, of_kind = import_rows.places(), kinds.of(kind)
    rows = of_kind.clean(sheet, area=area, places=places, sex_codes=choice.sex_codes)
    if item is not None:
        item.content = staged_rows.pack(rows)
    for batch in batches(rows, of_kind.BATCH):
        of_kind.compare(batch, area=area, by=by)
    of_kind.note_days(rows)
    sheets = [{"title": part.title, "rows": part.rows} for part in sheet.parts]
    return Judgement(rows, import_reports.by_sheet(rows, sheets), [*choice.notes, *sheet.notes], places)


def _why_to_choose(item, sheet, choice):
    if item.columns is not None:
        return ""
    if item.asks_columns:
        return CHOSEN_FIRST
    return SEX_CODES if sheet.has_sex_codes and not choice.sex_codes else ""


def _ask(item, reason, heads):
    item.report = {"heads": [asdict(head) for head in heads]}
    changes = {"state": Import.State.COLUMNS, "notes": [reason], "report_sealed": item.report_sealed}
    return lambda: settle(item, Import.State.READING, changes)


def _refuse(item, refused):
    changes = {"state": Import.State.REFUSED, "refusal": refused.message, "content_sealed": b"", "notes": []}
    return lambda: settle(item, Import.State.READING, changes)


def area_of(item, user, permission):
    """The import's region; raises `ValidationError` unless this user still holds the permission there."""
    if not item.allows(user, permission):
        raise ValidationError(OUTSIDE)
    return Area.of_region(item.region_id)


def settle(item, state, changes):
    Import.objects.filter(pk=item.pk, state=state).update(**changes)


def batches(rows, size):
    return (rows[at : at + size] for at in range(0, len(rows), size))
