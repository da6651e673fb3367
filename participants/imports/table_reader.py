"""Reads lists of people: of each sheet where its header stands, which column is which, what is no data. Pure."""

from dataclasses import dataclass, field
from itertools import chain

from participants.cleaning.sheet_cells import letters
from participants.imports import header_rows, headings, layouts, table_rows
from participants.imports.columns import COLUMNS, NOT_TAKEN, PEOPLE, Column
from participants.imports.header_rows import HEADER_WITHIN
from participants.imports.layouts import LIKELY, MOST_COLUMNS, HeadsUnknown
from participants.imports.raw_tables import MESSAGES, Cell, SheetRefused
from participants.imports.table_rows import SheetRow
from participants.imports.workbook_reader import open_tables

MOST_ROWS = 20_000
_BROKEN = {"XML", "ROW_ORDER", "TOO_MANY_ROWS", "TOO_BIG", "MERGED", "HEADER_TWICE"}  # it may well hold people


@dataclass
class Part:
    """One list of the file. `rows` counts what the sheet holds beside its header, whatever becomes of it."""

    title: str
    header_row: int
    rows: int
    heads: list[layouts.Head]


@dataclass
class Sheet:
    """All lists of a file; `header_row` is the one of the first."""

    header_row: int
    rows: list[SheetRow]
    notes: list[str]
    parts: list[Part] = field(default_factory=list)

    @property
    def has_sex_codes(self):
        """Whether 1 and 2 stand for the sexes."""
        return any("sex" in row.cells and row.cells["sex"].text.strip() in ("1", "2") for row in self.rows)


def read(content, chosen=None, listed=PEOPLE):
    """The lists of one kind in a file, every row of them accounted for. Raises SheetRefused.

    `chosen` maps keys of heads to fields, as people chose them.
    """
    found, refused = [], []
    for table in open_tables(content, lambda cells: headings.count(cells, chosen, listed)):
        try:
            room = MOST_ROWS - sum(len(sheet.rows) for sheet in found)
            sheet = _read(table, chosen, room, listed)
            if table.is_hidden and found:
                raise _hidden(sheet)
        except SheetRefused as problem:
            refused.append((table, problem))
        else:
            found.append(sheet)
    if not found:
        raise max((problem for _, problem in refused), key=_is_list)
    return _joined(found, refused, listed)


def originals(content, numbers, chosen=None, listed=PEOPLE):
    """{sheet title: (heads, {row number: texts})} of some rows, {sheet title: numbers}, as they stand in the file."""
    found = {}
    for table in open_tables(content, lambda cells: headings.count(cells, chosen, listed)):
        if wanted := numbers.get(table.title):
            first, rest, _, _ = _lines(table, chosen, listed)
            heads = [cell.text.strip() for cell in header_rows.find(first, chosen, listed).cells]
            lines = ((number, cells[: len(heads)]) for number, cells in chain(first, rest) if number in wanted)
            found[table.title] = (heads, {number: [cell.text for cell in cells] for number, cells in lines})
    return found


def _joined(found, refused, listed):
    """The lists as one, with what is to be said of the sheets that are none."""
    notes = []
    for table, problem in refused:
        if not table.is_hidden and (problem.code in _BROKEN or _is_list(problem)):
            problem.message = f"Lembar “{table.title}”: {problem.message}"
            raise problem
        notes.append(f"Lembar “{table.title}” tidak dibaca: {_why(problem, listed)}")
    if len(found) == 1:
        return Sheet(found[0].header_row, found[0].rows, [*found[0].notes, *notes], found[0].parts)
    for sheet in found:
        for row in sheet.rows:
            row.sheet = sheet.parts[0].title
    notes = [f"Lembar “{sheet.parts[0].title}”: {note}" for sheet in found for note in sheet.notes] + notes
    rows = list(chain.from_iterable(sheet.rows for sheet in found))
    return Sheet(found[0].header_row, rows, notes, [part for sheet in found for part in sheet.parts])


def _why(problem, listed):
    if problem.message == MESSAGES["EMPTY"]:
        return "kosong."
    return f"bukan {listed.noun}." if problem.code == "COLUMN_MISSING" else problem.message


def _is_list(problem):
    """A sheet whose header has so many known titles holds people, whatever else is wrong with it."""
    known = {name for head in getattr(problem, "heads", ()) for name in head.fields.split()}
    return len(known) >= LIKELY and bool(known & {"number", "nik", "name"})


def _hidden(sheet):
    people = sum(not row.skipped for row in sheet.rows)
    return SheetRefused("HIDDEN", f"lembar ini tersembunyi dan berisi {people} orang; tampilkan lembarnya bila ikut.")


def _lines(table, chosen, listed):
    """(the first rows, the others, the separator of lines in one cell or of the text, what is to be said of it)."""
    first, rest = header_rows.start((number, cells) for number, cells in table.rows if _filled(cells))
    notes = list(table.notes)
    if delimiter := header_rows.stacked_by(first, chosen, listed):
        notes.append(f"Seluruh isi berada di kolom A; dipisahkan menurut tanda {_SIGNS[delimiter]}.")
    if delimiter := delimiter or table.delimiter:
        first, rest = list(header_rows.unstacked(first, delimiter)), header_rows.unstacked(rest, delimiter)
    return first, rest, delimiter, notes


def _read(table, chosen, room, listed):
    first, rest, delimiter, notes = _lines(table, chosen, listed)
    if not first and next(rest, None) is None:
        raise SheetRefused("EMPTY")
    header = header_rows.find(first or [(1, [])], chosen, listed)
    below = [row for row in first if row[0] > header.bottom]
    layout = layouts.of(header, below, chosen, listed)
    found = [table_rows.above(number, cells) for number, cells in first if number < header.top]
    merged = table_rows.MergedCells(table.merges, layout, header.bottom)
    width = len(header.cells) if delimiter else None
    for number, cells in chain(below, rest):
        found.append(table_rows.row(number, merged.fill(number, cells), layout, width))
        if len(found) > room + HEADER_WITHIN:
            raise SheetRefused(
                "TOO_MANY_ROWS",
                f"Lebih dari {MOST_ROWS:,} baris".replace(",", ".") + f" (sampai baris {number}); bagi berkasnya.",
            )
    if all(row.skipped for row in found):
        message = f"Tidak ada data di bawah judul (baris {header.bottom}); isi mulai baris berikutnya."
        raise SheetRefused("EMPTY", message)
    notes += [*layouts.notes(layout), *table_rows.said(merged.notes)]
    return Sheet(header.top, found, notes, [Part(table.title, header.top, len(found), layout.heads)])


_SIGNS = {",": "koma", ";": "titik koma", "\t": "tab", "|": "garis tegak"}


def _filled(cells):
    return any(not cell.is_blank for cell in cells)


__all__ = [
    "COLUMNS",
    "MESSAGES",
    "MOST_COLUMNS",
    "NOT_TAKEN",
    "Cell",
    "Column",
    "HeadsUnknown",
    "Sheet",
    "SheetRefused",
    "SheetRow",
    "letters",
    "originals",
    "read",
]
