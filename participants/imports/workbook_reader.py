"""Opens what was uploaded as a spreadsheet: .xlsx or CSV, row by row; anything else is refused with a sentence. Pure.

Nothing is taken on trust: not the file's name, not what a workbook says of its own size, not its XML.
"""

import re

from participants.imports import packages, text_rows
from participants.imports.raw_tables import LARGEST, MEGABYTE, MESSAGES, Cell, SheetRefused, Table

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|meta|table|\?xml)", re.IGNORECASE)


def open_tables(content, count_heads):
    """The tables in a file, most promising first. The rows are read as they are asked for."""
    check(content)
    if not content.startswith(b"PK"):
        return [text_rows.table(content, count_heads)]
    from participants.imports import sheet_rows  # not above: openpyxl is a tenth of a web worker's memory

    return sheet_rows.tables(content)


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
        packages.check(content)
    elif _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")[:200]):
        raise SheetRefused("HTML")


__all__ = ["LARGEST", "MEGABYTE", "MESSAGES", "Cell", "SheetRefused", "Table", "check", "open_tables"]
