"""Rupiah as people write it: always whole, a dot between thousands, or so many ribu, juta, miliar. Pure."""

import re
from decimal import Decimal

LARGEST = 999_999_999_999

EMPTY = "Isi jumlahnya dalam rupiah; tulis 0 bila tidak ada."
NEGATIVE = "Jumlah tidak boleh kurang dari nol; tulis tanpa tanda minus, misalnya 1.250.000."
DECIMALS = "Tulis rupiah utuh tanpa koma atau sen, misalnya 1.250.000."
UNREADABLE = "Tulis jumlahnya dengan angka, misalnya 1.250.000 atau 1,5 juta."
TOO_LARGE = "Jumlah ini terlalu besar; periksa lagi banyaknya angka nol."

_CURRENCY = re.compile(r"^(?:rp|idr)\b\.?|^rp\.?(?=\d)|(?<=\d|[a-z]) ?rupiah$", re.IGNORECASE)
_NO_CENTS = re.compile(r"[.,] ?(?:-+|=)$|,00$")
_WHOLE = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+")
_WITH_CENTS = re.compile(r"[0-9][0-9. ]*,[0-9]+|[0-9]+\.[0-9]{1,2}")
# A dot before three digits groups thousands for one reader and begins a fraction for the next, so it is not read here.
_WITH_UNIT = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,2}))? ?(rb|ribu|jt|juta|miliar|milyar)\.?", re.IGNORECASE)
_UNITS = {"rb": 1_000, "ribu": 1_000, "jt": 10**6, "juta": 10**6, "miliar": 10**9, "milyar": 10**9}


def parse(text):
    """Return "Rp 1.250.000,-" or "1,25 juta" as 1250000.

    Raise ValueError with the sentence to show: what is negative, has cents, is grouped wrongly or is no amount.
    """
    typed = " ".join(str(text or "").replace("−", "-").split())
    if not typed:
        raise ValueError(EMPTY)
    if len(typed) > 60:
        raise ValueError(UNREADABLE)
    amount = _CURRENCY.sub("", typed).strip()
    if amount.startswith(("-", "(")) or typed.startswith("-"):
        raise ValueError(NEGATIVE)
    rupiah = _in_units(amount)
    if rupiah is None:
        rupiah = _in_digits(_NO_CENTS.sub("", amount).strip())
    if rupiah > LARGEST:
        raise ValueError(TOO_LARGE)
    return rupiah


def _in_units(amount):
    found = _WITH_UNIT.fullmatch(amount)
    if not found:
        return None
    whole, fraction, unit = found.groups()
    return int(Decimal(f"{whole}.{fraction or 0}") * _UNITS[unit.lower()])


def _in_digits(amount):
    if _WITH_CENTS.fullmatch(amount):
        raise ValueError(DECIMALS)
    if not _WHOLE.fullmatch(amount):
        raise ValueError(UNREADABLE)
    return int(amount.replace(".", "").replace(" ", ""))
