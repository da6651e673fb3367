"""Splits a cell that holds what others write in several columns: RT/RW, kelurahan/kecamatan, birthplace/date. Pure."""

import re

from participants.imports.raw_tables import Cell

UNSPLIT = "unsplit"  # the kind of a cell that does not hold as many parts as its head names
_NUMBERS = re.compile(r"[^0-9]*([0-9]{1,3})[^0-9]+([0-9]{1,3})[^0-9]*")
_PLACES = re.compile(r"\s*[/,;|\n]\s*|\s+-\s+")
_NO_DIGIT = re.compile("^[^0-9]+")


def split(cell, fields):
    """{field: Cell}, one for each of the fields."""
    if cell.is_blank or cell.kind in ("formula", "error"):
        return dict.fromkeys(fields, cell)
    text = cell.text.strip()
    if set(fields) == {"rt", "rw"}:
        found = _NUMBERS.fullmatch(text) if cell.kind != "date" else None
        parts = found.groups() if found else ("", "") if not any(map(str.isalnum, text)) else ()
    else:
        parts = _PLACES.split(text)
    if len(parts) != len(fields):
        return dict.fromkeys(fields, Cell(text, UNSPLIT))
    return {field: Cell(part, cell.kind) for field, part in zip(fields, parts, strict=True)}


def without_birthplace(cell):
    """The date of `Jakarta, 10 Mei 1990`."""
    if cell.kind != "text":
        return cell
    return cell._replace(text=_NO_DIGIT.sub("", cell.text) or cell.text)
