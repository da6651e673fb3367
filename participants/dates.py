"""Birth dates as people write them: day before month, months by their Indonesian, old and English names."""

import re
from datetime import date, datetime, time, timedelta, timezone

from participants.cleaning import LONGEST, Cleaned, is_blank, refuse, tidy

YOUNGEST = 17  # the age of the first KTP
OLDEST = 110

_WIB = timezone(timedelta(hours=7))
_EXCEL_DAY_0 = date(1899, 12, 30)
_MONTHS = {
    1: "januari january djanuari",
    2: "februari february pebruari",
    3: "maret march",
    4: "april",
    5: "mei may",
    6: "juni june djuni",
    7: "juli july djuli",
    8: "agustus august agt ags",
    9: "september",
    10: "oktober october",
    11: "november nopember",
    12: "desember december",
}
_NUMBERS = re.compile(r"([0-9]{1,2})[-/. ]{1,3}([0-9]{1,2})[-/. ]{1,3}([0-9]{4}|[0-9]{2})")
_KEYPAD = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_WORDS = re.compile(r"(?:[^0-9]*, ?)?([0-9]{1,2})[-/. ]{0,3}([A-Za-z]{3,9})[-/. ]{1,3}([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(?:Z|[+-][0-9]{2}:?[0-9]{2})?")
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
    try:
        born_on = _read(typed, today, sheet=sheet)
    except (ValueError, OverflowError):  # 31 April, 25 o'clock, a zone that leads out of the calendar
        born_on = None
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


def _read(typed: str, today: date, *, sheet: bool) -> date | None:
    if found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = map(int, found.groups())
        return date(year, month, day)
    if found := _NUMBERS.fullmatch(typed) or _KEYPAD.fullmatch(typed):
        day, month, year = found.groups()
        return _with_century(int(day), int(month), year, today)
    if found := _WORDS.fullmatch(typed):
        day, word, year = found.groups()
        return _with_century(int(day), _month(word), year, today)
    if _MOMENT.fullmatch(typed):
        return _midnight(datetime.fromisoformat(typed))
    if sheet and (found := _SERIAL.fullmatch(typed)):
        return _EXCEL_DAY_0 + timedelta(days=int(found[1]))
    return None


def _month(word: str) -> int:
    """Three letters are enough: `agust`, `Mar`, `Nop`."""
    for number, names in _MONTHS.items():
        if any(name.startswith(word.lower()) for name in names.split()):
            return number
    raise ValueError("Not a month.")


def _with_century(day: int, month: int, year: str, today: date) -> date | None:
    """A year of two digits is taken only when one century alone gives a participant's age."""
    if len(year) == 4:
        return date(int(year), month, day)
    possible = [date(century + int(year), month, day) for century in (1900, 2000)]
    possible = [born_on for born_on in possible if age_code(born_on, today) is None]
    return possible[0] if len(possible) == 1 else None


def _midnight(moment: datetime) -> date | None:
    """Programs write a day as its midnight; another hour, or midnight in another zone, is not a day."""
    if moment.tzinfo:
        moment = moment.astimezone(_WIB)
    return moment.date() if moment.time() == time.min else None
