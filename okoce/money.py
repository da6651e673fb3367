"""Rupiah as people write it: always whole, a dot between thousands. Pure."""

import re

LARGEST = 999_999_999_999

EMPTY = "Isi jumlahnya dalam rupiah; tulis 0 bila tidak ada."
NEGATIVE = "Jumlah tidak boleh kurang dari nol; tulis tanpa tanda minus."
DECIMALS = "Tulis rupiah utuh tanpa koma atau sen, misalnya 1.250.000."
UNREADABLE = "Tulis jumlahnya dengan angka saja, misalnya 1.250.000."
TOO_LARGE = "Jumlah ini terlalu besar; periksa lagi banyaknya angka nol."

_CURRENCY = re.compile(r"^(?:rp|idr)\b\.?|^rp\.?(?=\d)", re.IGNORECASE)
_NO_CENTS = re.compile(r"[.,] ?(?:-+|=)$|,00$")
_WHOLE = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+")
_WITH_CENTS = re.compile(r"[0-9][0-9. ]*,[0-9]+|[0-9]+\.[0-9]{1,2}")


def parse(text):
    """ "Rp 1.250.000,-" → 1250000. A ValueError carries the sentence for whoever typed it."""
    typed = " ".join(str(text or "").replace("−", "-").split())
    if not typed:
        raise ValueError(EMPTY)
    amount = _CURRENCY.sub("", typed).strip()
    if amount.startswith(("-", "(")) or typed.startswith("-"):
        raise ValueError(NEGATIVE)
    amount = _NO_CENTS.sub("", amount).strip()
    if _WITH_CENTS.fullmatch(amount):
        raise ValueError(DECIMALS)
    if len(amount) > 40 or not _WHOLE.fullmatch(amount):
        raise ValueError(UNREADABLE)
    rupiah = int(amount.replace(".", "").replace(" ", ""))
    if rupiah > LARGEST:
        raise ValueError(TOO_LARGE)
    return rupiah
