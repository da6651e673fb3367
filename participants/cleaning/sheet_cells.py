"""Cells of a spreadsheet that have no module of their own: sex, lines of text, registration numbers. Pure."""

import re

from okoce.typed_text import is_blank, is_misread, one_line
from participants.cleaning import registration_numbers
from participants.cleaning.cleaned import Cleaned, refuse
from participants.cleaning.sexes import Sex

MESSAGES = {
    "SEX_INVALID": "Isi L untuk laki-laki atau P untuk perempuan.",
    "STREET_EMPTY": "Isi nama jalan atau gang dan nomor rumah.",
    "TEXT_LENGTH": "Isi ini terlalu panjang; persingkat.",
    "DIGITS": "Isi angka saja, paling banyak tiga, misalnya 005.",
    "EMAIL_INVALID": "Alamat surel ini tidak lengkap; betulkan atau kosongkan.",
}
_SEXES = dict.fromkeys(("L", "LAKILAKI", "LAKI", "PRIA"), Sex.MALE.value)
_SEXES |= dict.fromkeys(("P", "PEREMPUAN", "WANITA"), Sex.FEMALE.value)
_LONGEST = {"street": 160, "trade": 120}
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_UNTYPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")
_OTHER_NUMBER = re.compile("[A-Z]{2,5}-[0-9A-Z-]{4,14}")


def letters(text: str) -> str:
    """Return capitals and digits only: `Tgl. Lahir *` is TGLLAHIR."""
    return re.sub("[^A-Z0-9]", "", text.upper())


def sex(text: str) -> Cleaned:
    found = _SEXES.get(letters(text))
    return Cleaned(found) if found else refuse("SEX_INVALID", MESSAGES)


def line(field: str, text: str) -> Cleaned:
    """One line of a street, trade, e-mail address, RT or RW; only the street must be filled in."""
    text = one_line(text)
    if field == "street" and is_blank(text):
        return refuse("STREET_EMPTY", MESSAGES)
    if len(text) > _LONGEST.get(field, 254):
        return refuse("TEXT_LENGTH", MESSAGES)
    if field in ("rt", "rw") and text:
        return Cleaned(text.zfill(3)) if re.fullmatch("[0-9]{1,3}", text) else refuse("DIGITS", MESSAGES)
    if field == "email" and text and not _EMAIL.fullmatch(text):
        return refuse("EMAIL_INVALID", MESSAGES)
    return Cleaned(text)


def number(text: str) -> str | None:
    """A registration number as it is stored; older records carry numbers of other makes."""
    found = registration_numbers.parse(text)
    other = one_line(text)
    if found is None and _OTHER_NUMBER.fullmatch(other) and not other.startswith("OK"):
        return other
    return found


def odd_signs(field: str, text: str) -> str | None:
    """Signs nobody types: control characters, letters lost or misread on the way, a tab that begins an address."""
    if _UNTYPED.search(text) or is_misread(text):
        return "CELL_CHARS"
    return "CELL_CHARS" if field in _LONGEST and text[:1] in {"\t", "\r", "\n"} else None
