"""Days in a spreadsheet that are no birth dates: of a paper, of a training. Pure."""

import re
from datetime import date, timedelta

from okoce import dates
from okoce.formats import tanggal
from okoce.typed_text import LONGEST, is_blank, tidy
from participants.cleaning.cleaned import Cleaned

_EXCEL_DAY_0 = date(1899, 12, 30)
_SERIAL = re.compile(r"([0-9]{4,5})(?:\.0)?")
UNREADABLE = "Tanggal ini tidak terbaca; tulis hari, bulan, tahun lengkap, misalnya 10/05/2026."


def read(text: str, *, earliest: date, latest: date, empty: str, too_late: str) -> Cleaned:
    """The day in `text`; `empty` and `too_late` are what is said where there is none, and where it is yet to come."""
    typed = tidy(text)
    if is_blank(typed):
        return Cleaned(code="DAY_EMPTY", message=empty)
    day = dates.read(typed, fits=lambda day: earliest <= day <= latest) if len(typed) <= LONGEST else None
    if day is None and (found := _SERIAL.fullmatch(typed)):
        day = _EXCEL_DAY_0 + timedelta(days=int(found[1]))
    if day is None:
        return Cleaned(code="DAY_INVALID", message=UNREADABLE)
    if day > latest:
        return Cleaned(code="DAY_FUTURE", message=too_late)
    if day < earliest:
        return Cleaned(code="DAY_EARLY", message=f"Tanggal ini sebelum {tanggal(earliest)}; periksa tahunnya.")
    return Cleaned(day)
