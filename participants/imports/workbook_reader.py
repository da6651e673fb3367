"""Opens what was uploaded as a spreadsheet: .xlsx or CSV, row by row; anything else is refused with a sentence. Pure.

Nothing is taken on trust: not the file's name, not what a workbook says of its own size, not its XML.
"""

import csv
import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NamedTuple

MEGABYTE = 1 << 20
LARGEST = 10 * MEGABYTE
LARGEST_UNPACKED = 100 * MEGABYTE
DENSEST = 200  # times smaller than what it unpacks to; a real sheet stays under 100
MOST_PARTS = 1000

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|meta|table|\?xml)", re.IGNORECASE)
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*\bhidden=[\"'](?:1|true)[\"']")
# What okoce/sheets_out.py puts before text that a spreadsheet would compute; taken off again when a list comes back.
_MADE_INERT = re.compile(r"(^|;)'(?=[\s'\"`´‘’“”„«»]*[=+\-@＝＋－＠﹢﹣﹦﹫−])")
_DELIMITERS = ",;\t|"
SAVE_ANEW = "buka di Excel atau LibreOffice, lalu simpan sebagai Excel Workbook (.xlsx)"

MESSAGES = {
    "EMPTY": "Berkas ini kosong; isi lembar contoh, simpan, lalu unggah lagi.",
    "TYPE": f"Berkas ini bukan .xlsx atau .csv; {SAVE_ANEW}.",
    "OLD_XLS": f"Berkas ini Excel lama (.xls); {SAVE_ANEW}.",
    "HTML": f"Berkas ini halaman web yang diberi nama Excel; {SAVE_ANEW}.",
    "PDF": "Berkas ini PDF, bukan lembar isian; unggah lembar aslinya dalam bentuk .xlsx atau .csv.",
    "ENCRYPTED": "Berkas ini terkunci kata sandi; buka di Excel, hapus kata sandinya, simpan, lalu unggah lagi.",
    "MACRO": "Berkas ini berisi makro; simpan sebagai Excel Workbook (.xlsx) tanpa makro, lalu unggah lagi.",
    "XML": f"Isi berkas ini rusak atau tidak wajar; {SAVE_ANEW}.",
    "TOO_BIG": "Berkas ini terlalu besar; bagi menjadi beberapa berkas, masing-masing paling banyak 20.000 baris.",
    "RATIO": "Isi berkas ini tidak wajar padatnya; salin baris datanya ke lembar contoh yang baru.",
    "ENCODING": "Huruf dalam berkas CSV ini tidak terbaca; simpan sebagai CSV UTF-8 atau .xlsx.",
}
_CODES = {"OLD_XLS": "TYPE", "HTML": "TYPE", "PDF": "TYPE"}


class SheetRefused(Exception):
    """The whole file cannot be used. `message` names the place and the mend."""

    def __init__(self, code, message=None):
        self.code, self.message = _CODES.get(code, code), message or MESSAGES[code]
        super().__init__(self.message)


class Cell(NamedTuple):
    text: str
    kind: str = "text"  # text, number, date, formula, error, truth

    @property
    def is_blank(self):
        return not self.text.strip()


@dataclass
class Table:
    """Rows of one sheet as (sheet row number, cells); the rest is said in `notes`."""

    rows: object
    notes: list[str] = field(default_factory=list)
    is_text: bool = False


def open_tables(content):
    """The tables in a file, most promising first. The rows are read as they are asked for."""
    check(content)
    return _workbook(content) if content.startswith(b"PK") else [_text(content)]


def check(content):
    """Refuse at once what can be refused without reading rows."""
    if not content:
        raise SheetRefused("EMPTY")
    if len(content) > LARGEST:
        raise SheetRefused("TOO_BIG")
    if content.startswith(b"%PDF"):
        raise SheetRefused("PDF")
    if content.startswith(_OLE):
        raise SheetRefused("ENCRYPTED" if "EncryptedPackage".encode("utf-16-le") in content else "OLD_XLS")
    if content.startswith(b"PK"):
        _check_package(content)
    elif _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")[:200]):
        raise SheetRefused("HTML")


def _check_package(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if any(part.flag_bits & 1 for part in parts):
                raise SheetRefused("ENCRYPTED")
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise SheetRefused("TOO_BIG")
            if any(p.file_size > MEGABYTE and p.file_size > DENSEST * max(p.compress_size, 1) for p in parts):
                raise SheetRefused("RATIO")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise SheetRefused("MACRO")
            if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
                raise SheetRefused("TYPE")
            if b"macroEnabled" in package.read("[Content_Types].xml"):
                raise SheetRefused("MACRO")
            for name in names:
                if name.endswith((".xml", ".rels")):
                    _scan(package, name)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zipfile.zlib.error) as problem:
        raise SheetRefused("XML") from problem


def _scan(package, name):
    """How many rows the part hides. A document type is never needed in a workbook and can grow without end."""
    hidden, tail = 0, b""
    with package.open(name) as part:
        while chunk := part.read(MEGABYTE):
            text = tail + chunk
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in chunk:
                raise SheetRefused("XML")
            whole = text.rfind(b">") + 1
            hidden += len(_HIDDEN_ROW.findall(text[:whole]))
            tail = text[whole:][-65536:]
    return hidden


def _workbook(content):
    import openpyxl  # not above: a tenth of a web worker's memory, and most of them never open a workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles: looks are not read
        try:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            sheets = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
        except Exception as problem:  # whatever a broken workbook makes the library stumble over
            raise SheetRefused("XML") from problem
    if not sheets:
        raise SheetRefused("EMPTY")
    return [_sheet(content, sheet, [other.title for other in sheets if other is not sheet]) for sheet in sheets]


def _sheet(content, sheet, others):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        hidden = _scan(package, sheet._worksheet_path)  # the only way to know which part a sheet is
    notes = []
    if others:
        notes.append(f"Hanya lembar “{sheet.title}” yang dibaca; tidak dibaca: {', '.join(others[:10])}.")
    if sheet.sheet_state != "visible":
        notes.append(f"Lembar “{sheet.title}” tersembunyi.")
    if hidden:
        notes.append(f"{hidden} baris tersembunyi ikut dibaca.")
    return Table(_sheet_rows(sheet), notes)


def _sheet_rows(sheet):
    sheet.reset_dimensions()  # a workbook may claim fewer rows than it has
    try:
        for number, row in enumerate(sheet.iter_rows(), start=1):
            yield number, [_cell(cell.value, cell.data_type) for cell in row]
    except Exception as problem:
        raise SheetRefused("XML") from problem


def _cell(value, kind):
    if value is None:
        return Cell("")
    if kind == "f":
        return Cell(str(getattr(value, "text", value)), "formula")
    if kind == "e":
        return Cell(str(value), "error")
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", "truth")
    if isinstance(value, int | float):
        return Cell(str(int(value)) if float(value).is_integer() else repr(value), "number")
    if isinstance(value, datetime):
        return Cell((value.date() if value.time() == time.min else value).isoformat(), "date")
    if isinstance(value, date):
        return Cell(value.isoformat(), "date")
    return Cell(_revived(str(value)))


def _revived(text):
    return _MADE_INERT.sub(r"\1", text) if "'" in text else text


def _text(content):
    text = _decoded(content)
    if "\0" in text:
        raise SheetRefused("TYPE")
    return Table(_text_rows(text), is_text=True)


def _decoded(content):
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if b"\0" in content:
        raise SheetRefused("TYPE")
    try:
        return content.decode("cp1252")  # what an older Excel writes here
    except UnicodeDecodeError as problem:
        raise SheetRefused("ENCODING") from problem


def _text_rows(text):
    first = text.splitlines()[:20]
    delimiter = max(_DELIMITERS, key=lambda sign: max((line.count(sign) for line in first), default=0))
    number = 0
    try:
        # strict: a quote that is never closed would swallow every row after it
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            number += 1
            yield number, [Cell(_revived(value)) for value in row]
    except csv.Error as problem:
        raise SheetRefused(
            "QUOTES", f"Tanda kutip di baris {number + 1} tidak berpasangan; perbaiki, atau simpan sebagai .xlsx."
        ) from problem
