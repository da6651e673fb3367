"""The one way a table leaves the portal: CSV or XLSX, row by row, with no cell that a spreadsheet would compute.

Spreadsheets compute text that begins with = + - @, also behind blanks or quotes, and where a file's separator is read
as another one, behind that too. Such a place gets an apostrophe in front, in every format.
"""

import csv
import re
import unicodedata
from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse

CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# A cell's beginning, or what follows a semicolon: in Indonesia Excel takes that for the next cell.
_LIVE = re.compile(r"(^|;)(?=[\s'\"`´‘’“”„«»]*[=+\-@＝＋－＠﹢﹣﹦﹫−])")
_LONGEST = 32_767  # what a cell of XLSX holds


def inert(value):
    """The value of a cell: numbers as they are, everything else as one line of text that is never a formula."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in str(value))
    text = "".join(sign for sign in text if unicodedata.category(sign) not in {"Cf", "Cs", "Co", "Cn"})
    return _LIVE.sub(r"\1'", text.strip())[:_LONGEST]


def answer(rows, *, name, kind):
    """The response that downloads these rows as `name`.csv or .xlsx."""
    if kind == XLSX:
        response = FileResponse(_workbook(rows), content_type=CONTENT_TYPES[XLSX])
    else:
        response = StreamingHttpResponse(_lines(rows), content_type=CONTENT_TYPES[CSV])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


class _Echo:
    def write(self, line):
        return line


def _lines(rows):
    yield "\ufeff"  # or Excel takes the letters for another alphabet
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    for row in rows:
        yield writer.writerow([inert(value) for value in row])


def _workbook(rows):
    """Written to disk row by row; the file is gone when the answer has been sent."""
    import openpyxl  # here and not above: it weighs as much as a tenth of a web worker, and few write a workbook

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    for row in rows:
        sheet.append([_cell(openpyxl.cell.WriteOnlyCell(sheet, inert(value))) for value in row])
    file = TemporaryFile()
    book.save(file)
    file.seek(0)
    return file


def _cell(cell):
    if isinstance(cell.value, str):
        cell.data_type = "s"  # openpyxl would take what begins with = for a formula, and #N/A for an error
    return cell
