"""Birth dates as people write them, and ages."""

import re
from datetime import date, timedelta

from okoce import dates
from okoce.typed_text import LONGEST, is_blank, tidy
from participants.cleaning.cleaned import Cleaned, refuse

YOUNGEST = 17  # the age of the first KTP
OLDEST = 110

_EXCEL_DAY_0 = date(1899, 12, 30)
_HOUR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([0-9]{2}):([0-9]{2})[0-9:.]*")
_SERIAL = re.compile(r"([0-9]{4,5})(?:\.0)?")

MESSAGES = {
    "DATE_EMPTY": "Isi tanggal lahir seperti di KTP, misalnya 10/05/1990.",
    "DATE_INVALID": "Tanggal ini tidak terbaca; tulis hari, bulan, tahun lengkap, misalnya 10/05/1990.",
    "DATE_FUTURE": "Tanggal lahir belum terjadi; periksa tahun lahir di KTP.",
    "AGE_MIN": f"Peserta harus berumur {YOUNGEST} tahun ke atas; periksa tahun lahir di KTP.",
    "AGE_MAX": f"Umur menurut tanggal ini lebih dari {OLDEST} tahun; periksa tahun lahir di KTP.",
}


def clean(text: str | None, *, today: date, sheet: bool = False) -> Cleaned:
    """The birth date in `text`; in a sheet a day number of Excel counts as a date too."""
    if len(text or "") > LONGEST:
        return refuse("DATE_INVALID", MESSAGES)
    typed = tidy(text)
    if is_blank(typed):
        return refuse("DATE_EMPTY", MESSAGES)
    born_on = dates.read(typed, fits=lambda day: age_code(day, today) is None)
    if born_on is None and sheet and (found := _SERIAL.fullmatch(typed)):
        born_on = _EXCEL_DAY_0 + timedelta(days=int(found[1]))
    if born_on is None and sheet and (found := _HOUR.fullmatch(typed)):
        message = f"Sel ini berisi pukul {found[1]}.{found[2]}, jadi harinya tidak pasti; ketik tanggal lahirnya saja."
        return Cleaned(code="DATE_INVALID", message=message)
    code = age_code(born_on, today) if born_on else "DATE_INVALID"
    if code:
        return refuse(code, MESSAGES)
    return Cleaned(born_on, changed=text != born_on.isoformat())


def age_on(day: date, born_on: date) -> int:
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def age_code(born_on: date, today: date) -> str | None:
    """Why somebody born that day cannot be a participant, or None."""
    if born_on > today:
        return "DATE_FUTURE"
    if age_on(today, born_on) < YOUNGEST:
        return "AGE_MIN"
    if age_on(today, born_on) > OLDEST:
        return "AGE_MAX"
    return None
