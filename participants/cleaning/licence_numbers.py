"""Numbers of business licences: what kind a word means, and whether a number has the form of its kind. Pure."""

import re

from okoce.programme.licence_kinds import LicenceKind
from okoce.typed_text import is_blank, one_line
from participants.cleaning.cleaned import Cleaned, refuse
from participants.cleaning.sheet_cells import letters

LONGEST = 40
MESSAGES = {
    "LICENCE_KIND": "Jenis izin ini tidak dikenal; tulis NIB, P-IRT, Halal, atau Merek.",
    "LICENCE_OLD_KIND": "IUMK sudah diganti NIB; catat NIB usaha ini, 13 angka.",
    "LICENCE_NUMBER_EMPTY": "Isi nomor izin yang tertulis di surat izinnya.",
    "NIB_NUMBER": "NIB terdiri dari 13 angka; salin dari surat NIB-nya ke kolom Teks.",
    "PIRT_NUMBER": "Nomor P-IRT terdiri dari 15 angka (yang lama 12); salin dari sertifikatnya ke kolom Teks.",
    "HALAL_NUMBER": "Nomor sertifikat halal: ID dan 17 angka, atau 14 angka dari MUI; salin dari sertifikatnya.",
    "BRAND_NUMBER": "Nomor merek adalah IDM diikuti 9 angka; salin dari sertifikat mereknya.",
}
_KINDS = {"NIB": LicenceKind.NIB, "NOMORINDUKBERUSAHA": LicenceKind.NIB, "NIBOSS": LicenceKind.NIB}
_KINDS |= dict.fromkeys(("PIRT", "SPPIRT", "PIRTSPPIRT", "SERTIFIKATPIRT", "IZINPIRT"), LicenceKind.PIRT)
_KINDS |= dict.fromkeys(("HALAL", "SERTIFIKATHALAL", "SERTIFIKASIHALAL", "HALALMUI", "HALALBPJPH"), LicenceKind.HALAL)
_KINDS |= dict.fromkeys(("MEREK", "MERK", "HKI", "HAKI", "HAKMEREK", "SERTIFIKATMEREK"), LicenceKind.BRAND)
_OLD = {"IUMK", "IZINUSAHAMIKROKECIL", "SKU", "SIUP", "TDP"}
_FORMS = {
    LicenceKind.NIB: ("NIB_NUMBER", re.compile("(?:NIB)?([0-9]{13})")),
    LicenceKind.PIRT: ("PIRT_NUMBER", re.compile("(?:SPP?IRT|PIRT)?([0-9]{15}|[0-9]{12})")),
    LicenceKind.HALAL: ("HALAL_NUMBER", re.compile("(ID[0-9]{17}|[0-9]{14})")),
    LicenceKind.BRAND: ("BRAND_NUMBER", re.compile("(IDM[0-9]{9})")),
}


def kind(text: str) -> Cleaned:
    """The kind that is meant by a word for it."""
    found = letters(text)
    if found in _OLD:
        return refuse("LICENCE_OLD_KIND", MESSAGES)
    return Cleaned(_KINDS[found].value) if found in _KINDS else refuse("LICENCE_KIND", MESSAGES)


def number(text: str, kind: str) -> Cleaned:
    """The number of a licence of this kind, without the signs that people put between its digits."""
    if is_blank(text):
        return refuse("LICENCE_NUMBER_EMPTY", MESSAGES)
    code, form = _FORMS[LicenceKind(kind)]
    typed = one_line(text)
    found = form.fullmatch(key(typed).removeprefix("NO")) if len(typed) <= LONGEST else None
    return Cleaned(found[1], changed=found[1] != text) if found else refuse(code, MESSAGES)


def key(number: str) -> str:
    """By what two spellings of one number are the same."""
    return letters(number)[:LONGEST]
