"""The sheets of a workbook as tables: each row and cell where its number says it stands, in any order. Pure."""

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from participants.imports import packages
from participants.imports.inert_text import revived
from participants.imports.raw_tables import MEGABYTE, SAVE_ANEW, Cell, SheetRefused, Table

MOST_COLUMNS = 256  # what stands further right is not read
LARGEST_UNORDERED = 20 * MEGABYTE  # such a sheet is read as a whole
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SECONDS_OFF = timedelta(minutes=1)
_BLANK = Cell("")
_INLINE, _TEXT = f"{{{SHEET_MAIN_NS}}}is", f"{{{SHEET_MAIN_NS}}}t"


def tables(content):
    """The sheets of a workbook, those that are visible first. The rows are read as they are asked for."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles: looks are not read
        try:
            content = packages.transitional(content)
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            sheets = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
        except Exception as problem:  # whatever a broken workbook makes the library stumble over
            raise SheetRefused("XML") from problem
    if not sheets:
        raise SheetRefused("EMPTY", f"Tidak ada lembar kerja di berkas ini; {SAVE_ANEW}.")
    return [_table(content, sheet) for sheet in sheets]


def _table(content, sheet):
    scanned = packages.scan(content, sheet._worksheet_path)  # the only way to know which part a sheet is
    notes = []
    if sheet.sheet_state != "visible":
        notes.append(f"Lembar “{sheet.title}” tersembunyi.")
    if scanned.hidden_rows:
        notes.append(f"{scanned.hidden_rows} baris tersembunyi ikut dibaca.")
    read = _ordered if scanned.is_ordered else _sorted
    return Table(
        read(content, sheet),
        notes,
        title=sheet.title,
        is_hidden=sheet.sheet_state != "visible",
        merges=scanned.merges,
    )


def _ordered(content, sheet):
    last = 0
    for number, cells in _stored(content, sheet):
        if number <= last:
            raise _refuse_order(number)
        last = number
        yield number, cells


def _sorted(content, sheet):
    """Rows that are stored out of their order, brought into it; two rows of one number are not."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        size = package.getinfo(sheet._worksheet_path).file_size
    if size > LARGEST_UNORDERED:
        raise SheetRefused("ROW_ORDER", f"Urutan baris di dalam berkas ini kacau; {SAVE_ANEW}.")
    rows = {}
    for number, cells in _stored(content, sheet):
        if number in rows:
            raise _refuse_order(number)
        rows[number] = cells
    yield from sorted(rows.items())


def _refuse_order(number):
    return SheetRefused(
        "ROW_ORDER",
        f"Baris {number} tersimpan dua kali di dalam berkas ini, jadi tiap program menampilkan orang yang berbeda; "
        f"{SAVE_ANEW}.",
    )


class _Parser(WorkSheetParser):
    """The library's own, whose rows are taken as they are stored: what reads them drops each that is out of order."""

    def parse_cell(self, element):
        """Return the cell's row, column, value and type; plain text within the sheet takes a shorter way."""
        if element.get("t") == "inlineStr" and (coordinate := element.get("r")):
            inline = element.find(_INLINE)
            if inline is not None and len(element) == len(inline) == 1 and inline[0].tag == _TEXT:
                row, column = coordinate_to_tuple(coordinate)
                self.col_counter = column
                return {"row": row, "column": column, "value": inline[0].text, "data_type": "s"}
        return super().parse_cell(element)


def _stored(content, sheet):
    """(number, cells) of each row that holds anything, in the order of the file."""
    book = sheet.parent
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as package,
            package.open(sheet._worksheet_path) as source,
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")  # about dates out of range: such a cell is an error below
            parser = _Parser(
                source,
                sheet._shared_strings,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            for number, row in parser.parse():
                if cells := _placed(number, row):
                    yield number, cells
    except SheetRefused:
        raise
    except Exception as problem:
        raise SheetRefused("XML") from problem


def _placed(number, row):
    cells = []
    for stored in row:
        if stored["value"] is None:
            continue
        if stored["row"] != number:
            raise SheetRefused(
                "ROW_ORDER", f"Sel di baris {number} menyebut dirinya di baris {stored['row']}; {SAVE_ANEW}."
            )
        position = stored["column"] - 1
        if position >= MOST_COLUMNS:
            continue
        cells += [_BLANK] * (position + 1 - len(cells))
        if cells[position] is not _BLANK:
            raise SheetRefused("ROW_ORDER", f"Satu sel di baris {number} tersimpan dua kali; {SAVE_ANEW}.")
        cells[position] = _cell(stored["value"], stored["data_type"])
    return cells


def _cell(value, kind):
    if kind == "f":
        return Cell(str(getattr(value, "text", value)), "formula")
    if kind == "e":
        return Cell(str(value), "error")
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", "truth")
    if isinstance(value, int | float):
        return Cell(str(int(value)) if float(value).is_integer() else repr(value), "number")
    if isinstance(value, datetime):
        return Cell(_day(value).isoformat(), "date")
    if isinstance(value, date):
        return Cell(value.isoformat(), "date")
    text = str(value)
    return Cell(revived(_unescaped(text) if "_x" in text else text))


def _day(moment):
    """The day whose midnight is within a minute, else the moment itself: programs round a day's fraction."""
    for day in (moment, moment + _SECONDS_OFF):
        midnight = datetime.combine(day, time.min)
        if abs(midnight - moment) < _SECONDS_OFF:
            return midnight.date()
    return moment


def _unescaped(text):
    """`_x000D_` is how a workbook writes a sign that XML cannot; two halves of one sign may stand apart."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
