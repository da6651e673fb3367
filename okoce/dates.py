"""Days and moments as people write them: day before month, months by their Indonesian, old and English names. Pure."""

import re
from datetime import date, datetime, time

from okoce.clock import WIB

FIRST_DAY = date(2017, 1, 1)  # of the programme: no act of it is older
OLDEST_PAPER = date(1945, 8, 17)  # no authority of the Republic has issued anything before

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
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(?:Z|[+-][0-9]{2}:?[0-9]{2})?")
_WITH_HOUR = re.compile(r"(.{6,40}?)(?:[T,]| pukul| jam)? ?([0-9]{1,2})[.:]([0-9]{2})(?:[.:]00)?(?: ?WIB)?", re.I)


def read(typed, *, fits):
    """Return the day in a tidied text, or None when there is none.

    `fits` says of a day whether it can be meant: a year of two digits is taken only when one century alone fits.
    """
    try:
        return _read(typed, fits)
    except (ValueError, OverflowError):  # 31 April, 25 o'clock, a zone that leads out of the calendar
        return None


def read_moment(typed, *, fits):
    """Return the day and hour in a tidied text, without a zone, or None: 2026-11-27T09:00, 27/11/2026 09.00 WIB."""
    found = _WITH_HOUR.fullmatch(typed)
    day = read(found[1].strip(), fits=fits) if found else None
    if day is None or int(found[2]) > 23 or int(found[3]) > 59:
        return None
    return datetime.combine(day, time(int(found[2]), int(found[3])))


def _read(typed, fits):
    if found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = map(int, found.groups())
        return date(year, month, day)
    if found := _NUMBERS.fullmatch(typed) or _KEYPAD.fullmatch(typed):
        day, month, year = found.groups()
        return _in_century(int(day), int(month), year, fits)
    if found := _WORDS.fullmatch(typed):
        day, word, year = found.groups()
        return _in_century(int(day), _month(word), year, fits)
    if _INSTANT.fullmatch(typed):
        return _midnight(datetime.fromisoformat(typed))
    return None


def _month(word):
    """Three letters are enough: `agust`, `Mar`, `Nop`."""
    for number, names in _MONTHS.items():
        if any(name.startswith(word.lower()) for name in names.split()):
            return number
    raise ValueError("Not a month.")


def _in_century(day, month, year, fits):
    if len(year) == 4:
        return date(int(year), month, day)
    possible = [found for century in (1900, 2000) if fits(found := date(century + int(year), month, day))]
    return possible[0] if len(possible) == 1 else None


def _midnight(moment):
    """Programs write a day as its midnight; another hour, or midnight in another zone, is not a day."""
    if moment.tzinfo:
        moment = moment.astimezone(WIB)
    return moment.date() if moment.time() == time.min else None
