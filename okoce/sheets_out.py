"""The one way a table leaves the portal: as CSV or XLSX, with no cell that a spreadsheet would compute.

A table is a tablib dataset; its title, if it has one, is the first line. The formats below take the place of tablib's
own (`install`), so that what django-import-export writes is inert too.

Spreadsheets compute text that begins with = + - @, also behind blanks or quotes, and where a file's separator is read
as another one, behind that too. Such a place gets an apostrophe in front, in every format.
"""

import csv
import io
import re
import unicodedata

from django.http import HttpResponse
from tablib.formats import registry

CSV, XLSX = "csv", "xlsx"
SEPARATOR = ";"  # by which Excel in Indonesia opens a file into columns: there the comma stands in numbers
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# A cell's beginning, or what follows a separator: some program takes that for the next cell.
_LIVE = re.compile(r"(^|[;,])(?=[\s'\"`´‘’“”„«»]*[=+\-@＝＋－＠﹢﹣﹦﹫−])")
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


def answer(table, *, name, kind):
    """Return the response that downloads a dataset, or a book of them, as `name`.csv or .xlsx."""
    response = HttpResponse(table.export(kind), content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def install():
    """Make these the CSV and XLSX of every dataset."""
    for written in (InertCSV, InertXLSX):
        registry.register(written.title, written)


class InertCSV:
    """A format of tablib, which reads nothing."""

    title = CSV
    extensions = (CSV,)

    @staticmethod
    def export_set(table):
        text = io.StringIO("\ufeff", newline="")  # or Excel takes the letters for another alphabet
        text.seek(0, io.SEEK_END)
        csv.writer(text, delimiter=SEPARATOR, quoting=csv.QUOTE_ALL).writerows(_rows(table))
        return text.getvalue()


class InertXLSX:
    """A format of tablib, which reads nothing. Rows go to disk one by one until the workbook is whole."""

    title = XLSX
    extensions = (XLSX,)

    @staticmethod
    def export_set(table):
        return _workbook({"Data": _rows(table)})

    @staticmethod
    def export_book(book):
        """Write a sheet for each dataset, named by its title; the heading is its first line."""
        return _workbook({table.title: _rows(table, has_title=False) for table in book.sheets()})


def _workbook(sheets):
    import openpyxl  # here and not above: it weighs as much as a tenth of a web worker, and few write a workbook

    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([_cell(openpyxl.cell.WriteOnlyCell(sheet, value)) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _rows(table, *, has_title=True):
    title = [table.title] if table.title and has_title else None
    for row in filter(None, (title, table.headers, *table)):
        yield [inert(value) for value in row]


def _cell(cell):
    if isinstance(cell.value, str):
        cell.data_type = "s"  # openpyxl would take what begins with = for a formula, and #N/A for an error
    return cell
