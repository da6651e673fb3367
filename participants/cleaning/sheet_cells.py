"""Cells of a spreadsheet that have no module of their own: sex, lines of text, registration numbers. Pure."""

import re

from okoce.typed_text import is_blank, is_misread, one_line, plain_signs
from participants.cleaning import registration_numbers
from participants.cleaning.cleaned import Cleaned, refuse
from participants.cleaning.sexes import Sex

MESSAGES = {
    "SEX_INVALID": "Isi L untuk laki-laki atau P untuk perempuan.",
    "SEX_CODE": "Angka 1 dan 2 bisa berarti laki-laki atau perempuan; isi L atau P, atau nyatakan artinya di halaman "
    "kolom.",
    "STREET_EMPTY": "Isi nama jalan atau gang dan nomor rumah.",
    "TEXT_LENGTH": "Isi ini terlalu panjang; persingkat.",
    "DIGITS": "Isi angka saja, paling banyak tiga, misalnya 005.",
    "EMAIL_INVALID": "Alamat surel ini tidak lengkap; betulkan atau kosongkan.",
}
_SEXES = dict.fromkeys(("L", "LK", "LAKILAKI", "LAKI2", "LAKI", "PRIA"), Sex.MALE.value)
_SEXES |= dict.fromkeys(("P", "PR", "PEREMPUAN", "WANITA"), Sex.FEMALE.value)
SEX_CODES = {"12": "1 laki-laki, 2 perempuan", "21": "1 perempuan, 2 laki-laki"}
# What people write where they have nothing to say, beside a dash.
_NOTHING = {"NA", "NIHIL", "NULL", "NONE", "KOSONG", "TIDAKADA", "TDKADA", "BELUMADA", "TANPA"}
_LONGEST = {"street": 160, "trade": 120}
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_UNTYPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")
# What is left of letters read in the wrong alphabet when the rest of them was lost on the way.
_DAMAGED = re.compile("[ÃÂ](?![A-Za-zÀ-ÿ])|â€|ï\u00bf½|ï»\u00bf")
_OTHER_NUMBER = re.compile("[A-Z]{2,5}-[0-9A-Z-]{4,14}")


def letters(text: str) -> str:
    """Return capitals and digits only: `Tgl. Lahir *` is TGLLAHIR."""
    return re.sub("[^A-Z0-9]", "", text.upper())


def sex(text: str, codes: str = "") -> Cleaned:
    """`codes` says what 1 and 2 mean, as a key of SEX_CODES; without it they are not guessed."""
    found = letters(text)
    if found in ("1", "2"):
        if not codes:
            return refuse("SEX_CODE", MESSAGES)
        return Cleaned((Sex.MALE if codes.index(found) == 0 else Sex.FEMALE).value)
    return Cleaned(_SEXES[found]) if found in _SEXES else refuse("SEX_INVALID", MESSAGES)


def is_nothing(text: str) -> bool:
    """A dash, a dot or a word that says that there is nothing."""
    return is_blank(plain_signs(text)) or (len(text) < 20 and letters(text) in _NOTHING)


def line(field: str, text: str) -> Cleaned:
    """One line of a street, trade, e-mail address, RT or RW; only the street must be filled in."""
    text = one_line(text)
    if is_nothing(text):
        return refuse("STREET_EMPTY", MESSAGES) if field == "street" else Cleaned("")
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
    if text.isascii() and text.isprintable():
        return None
    if _UNTYPED.search(text) or is_misread(text):
        return "CELL_CHARS"
    if not text.isascii() and _DAMAGED.search(text):
        return "LETTERS"
    return "CELL_CHARS" if field in _LONGEST and text[:1] in {"\t", "\r", "\n"} else None
