"""A CSV file as a table: its alphabet, its separator, its rows. Pure."""

import csv
import io
import re
from itertools import islice

from participants.imports.inert_text import revived
from participants.imports.raw_tables import Cell, SheetRefused, Table

DELIMITERS = ",;\t|"
FIRST_ROWS = 20
FIRST_SIGNS = 200_000
_FOREIGN = re.compile("[\udc80-\udcff]")
_OWN = re.compile("[^\x00-\x7f\udc80-\udcff]")


def table(content, count_heads):
    """The rows of the file. `count_heads` says how many of a row's cells are known titles."""
    text = _decoded(content)
    heads, delimiter = _delimiter(text, count_heads)
    if "\0" in text and not heads:
        raise SheetRefused("TYPE")
    return Table(_rows(text, delimiter), is_text=True, delimiter=delimiter)


def _decoded(content):
    """The text; a byte that is not of its alphabet stays as a surrogate, which marks its cell."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        if b"\0" in content and (encoding := _sixteen_bits(content)):
            return content.decode(encoding)
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SheetRefused("ENCODING")
    text = content.decode("utf-8-sig", "surrogateescape")
    if _OWN.search(text):  # UTF-8 with bytes of another alphabet among it
        return text
    try:
        return content.decode("cp1252")  # what an older Excel writes here
    except UnicodeDecodeError as problem:
        if b"\0" in content:
            raise SheetRefused("TYPE") from problem
        line = content.count(b"\n", 0, problem.start) + 1
        message = f"Ada huruf yang tidak terbaca di baris {line} berkas CSV ini; simpan sebagai CSV UTF-8 atau .xlsx."
        raise SheetRefused("ENCODING", message) from problem


def _sixteen_bits(content):
    """The alphabet of two bytes a sign, as a file without its mark shows it: every other byte is zero."""
    first = content[:2000]
    for encoding, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        if first[start::2].count(0) > 0.9 * len(first) / 2:
            return encoding
    return None


def _delimiter(text, count_heads):
    """(known titles, separator) of the separator with which the header is found, else of the most frequent one."""
    start = text[:FIRST_SIGNS]
    lines = start.splitlines()[:FIRST_ROWS]

    def promise(sign):
        frequency = max((line.count(sign) for line in lines), default=0)
        return _most_heads(start, sign, count_heads), frequency

    delimiter = max(DELIMITERS, key=promise)
    return promise(delimiter)[0], delimiter


def _most_heads(start, delimiter, count_heads):
    rows, most = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter), 0
    try:
        for row in islice(rows, FIRST_ROWS):
            most = max(most, count_heads([Cell(text) for text in row]))
    except csv.Error:  # said with its row when the rows are read
        pass
    return most


def _rows(text, delimiter):
    is_mixed, number = bool(_FOREIGN.search(text)), 0
    try:
        # strict: a quote that is never closed would swallow every row after it
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            number += 1
            yield number, [_cell(value, is_mixed) for value in row]
    except csv.Error as problem:
        raise _refusal(problem, number + 1) from problem


def _refusal(problem, row):
    if "field limit" in str(problem):
        longest = f"{csv.field_size_limit():,}".replace(",", ".")
        return SheetRefused(
            "CELL_LONG",
            f"Satu sel di baris {row} berisi lebih dari {longest} huruf; pendekkan isinya, dan periksa tanda kutip "
            "yang tidak ditutup.",
        )
    return SheetRefused("QUOTES", f"Tanda kutip di baris {row} tidak berpasangan; perbaiki, atau simpan sebagai .xlsx.")


def _cell(value, is_mixed):
    if is_mixed and _FOREIGN.search(value):
        guess = _FOREIGN.sub(lambda sign: bytes([ord(sign[0]) - 0xDC00]).decode("cp1252", "replace"), value)
        return Cell(revived(guess), "foreign")
    return Cell(revived(value))


def split(text, delimiter):
    """The cells of a whole line that stands in one cell."""
    try:
        return [Cell(revived(value)) for value in next(csv.reader([text], delimiter=delimiter), [])]
    except csv.Error:
        return []
