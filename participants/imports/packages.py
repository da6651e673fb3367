"""The zip around a workbook: what is refused before anything is read, and what its XML tells in one pass. Pure."""

import io
import re
import zipfile
from dataclasses import dataclass, field

from participants.imports.raw_tables import LARGEST_UNPACKED, MEGABYTE, SAVE_ANEW, Merge, SheetRefused

DENSEST = 200  # times smaller than what it unpacks to; a real sheet stays under 100
MOST_PARTS = 1000
MOST_MERGES = 20_000

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_ROW_NUMBER = re.compile(rb"\sr=[\"'](\d{1,7})[\"']")
_HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)[\"']")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
# The names of Strict Open XML that openpyxl knows under their older spelling only.
_SPELLINGS = {
    _STRICT: b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/": b"http://schemas.openxmlformats.org/officeDocument/2006/",
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}


@dataclass
class Scanned:
    """What the XML of one sheet says before it is parsed."""

    hidden_rows: int = 0
    is_ordered: bool = True
    merges: list[Merge] = field(default_factory=list)


def check(content):
    """Refuse a package that is no workbook, or not a plain one."""
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
            _check_doubles(parts)
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise SheetRefused("MACRO")
            if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
                raise SheetRefused("TYPE")
            if b"macroEnabled" in package.read("[Content_Types].xml"):
                raise SheetRefused("MACRO")
            for name in names:
                if name.endswith((".xml", ".rels")):
                    for _ in _chunks(package, name):
                        pass
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zipfile.zlib.error) as problem:
        raise SheetRefused("XML") from problem


def _check_doubles(parts):
    """A part that stands twice is read differently by different programs."""
    seen = set()
    for part in parts:
        name = part.filename.lower()
        if name in seen:
            raise SheetRefused(
                "PART_TWICE",
                f"Bagian “{part.filename[-60:]}” tersimpan dua kali di dalam berkas ini, jadi tiap program menampilkan "
                f"isi yang berbeda; {SAVE_ANEW}.",
            )
        seen.add(name)


def scan(content, name):
    """Return what the sheet stored as `name` says of its rows. Nothing of it is trusted when the rows are read."""
    found, last = Scanned(), 0
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for text in _chunks(package, name):
            for tag in _ROW.findall(text):
                found.hidden_rows += bool(_HIDDEN.search(tag))
                number = _ROW_NUMBER.search(tag)
                row = int(number[1]) if number else last + 1
                found.is_ordered &= row > last
                last = row
            if b"mergeCell" in text:
                found.merges += _merges(text)
            if len(found.merges) > MOST_MERGES:
                raise SheetRefused("MERGED", f"Sel gabungan lebih dari {MOST_MERGES}; hapus gabungannya di Excel.")
    return found


def _merges(text):
    """Cells that stand for several rows of one column."""
    for left, top, right, bottom in _MERGE.findall(text):
        if left == right and int(top) < int(bottom):
            yield Merge(_position(left), int(top), int(bottom))


def _position(letters):
    position = 0
    for letter in letters:
        position = position * 26 + letter - 64
    return position - 1


def transitional(content):
    """The workbook with the usual names where it was saved as Strict Open XML, else as it came."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        if _STRICT not in old.read("xl/workbook.xml"):
            return content
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            for part in old.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    with new.open(part.filename, "w", force_zip64=True) as written:
                        for text in _chunks(old, part.filename):
                            written.write(_respelled(text))
    return file.getvalue()


def _respelled(text):
    for strict, usual in _SPELLINGS.items():
        text = text.replace(strict, usual)
    return text


def _chunks(package, name):
    """The part in pieces that end behind a tag.

    A document type is never needed in a workbook and can grow without end.
    """
    tail = b""
    with package.open(name) as part:
        while chunk := part.read(MEGABYTE):
            text = tail + chunk
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in chunk:
                raise SheetRefused("XML")
            whole = text.rfind(b">") + 1
            if not whole and len(text) > 4 * MEGABYTE:  # no tag ends here: nothing that a pattern could find
                whole = len(text) - 65536
            if whole:
                yield text[:whole]
            tail = text[whole:]
    if tail:
        yield tail
