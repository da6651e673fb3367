"""A person's name as on the KTP: one field, one word is enough, titles and capitals stay as typed."""

import re
import unicodedata

from okoce.name_keys import written_plainly
from okoce.typed_text import is_blank, is_misread
from participants.cleaning.cleaned import Cleaned, refuse

LONGEST = 100  # what a column holds; the civil registry allows 60, titles come on top
REGISTRY_LONGEST = 60

_USUAL = set(" '-.,")
_UNUSUAL = set('"()/')
_NUMBER = re.compile("[0-9]{3}")
_OVERLAY = 1  # the class of marks that strike a letter through
_DIRECTION_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")

MESSAGES = {
    "NAME_EMPTY": "Isi nama lengkap seperti di KTP; satu kata pun boleh.",
    "NAME_LENGTH": f"Nama lebih dari {LONGEST} huruf; tulis seperti di KTP tanpa tambahan.",
    "NAME_CHARS": "Nama memuat tanda yang tidak dipakai di KTP; ketik ulang dengan huruf Latin biasa.",
    "NAME_DIGIT": "Nama tidak memuat angka; isi nama seperti di KTP, NIK dan nomor HP ada kotaknya sendiri.",
}
FLAG_MESSAGES = {
    "NAME_LENGTH": "Nama lebih panjang dari batas KTP; cocokkan dengan KTP.",
    "NAME_CHARS": "Nama memuat tanda kutip, kurung, atau garis miring; cocokkan dengan KTP.",
    "NAME_DIGIT": "Nama memuat angka; cocokkan dengan KTP.",
}


def clean(text: str | None) -> Cleaned:
    """The name in `text`, in NFC and with plain apostrophes; never cut short."""
    if len(text or "") > 5 * LONGEST:
        return refuse("NAME_LENGTH", MESSAGES)
    name = written_plainly(text or "")
    is_foul = _DIRECTION_OVERRIDES.search(text or "") or is_misread(text or "")  # asked before NFKC hides the traces
    code = "NAME_CHARS" if is_foul else _code(name)
    if code:
        return refuse(code, MESSAGES)
    flags = tuple(_flags(name))
    return Cleaned(name, name != text, flags=flags, message=" ".join(FLAG_MESSAGES[f] for f in flags))


def _code(name: str) -> str | None:
    if is_blank(name):
        return "NAME_EMPTY"
    if len(name) > LONGEST:
        return "NAME_LENGTH"
    if _NUMBER.search(name):
        return "NAME_DIGIT"
    begins_well = _is_latin(name[0]) or name[0] in "'\""
    if not begins_well or not (_PLAIN.issuperset(name) or _may_all_stand(name)):
        return "NAME_CHARS"
    return None


def _flags(name: str):
    if len(name) > REGISTRY_LONGEST:
        yield "NAME_LENGTH"
    if _UNUSUAL & set(name):
        yield "NAME_CHARS"
    if re.search("[0-9]", name):
        yield "NAME_DIGIT"


def _may_all_stand(name: str) -> bool:
    return all(_may_stand(before, char) for before, char in zip(" " + name, name, strict=False))


def _may_stand(before: str, char: str) -> bool:
    """One mark may stay on a letter that has no ready-made form with it; a stack of them is a prank."""
    if unicodedata.category(char) == "Mn":
        return _is_latin(before) and unicodedata.combining(char) != _OVERLAY
    return _is_latin(char) or char in _USUAL or char in _UNUSUAL or char in "0123456789"


def _is_latin(char: str) -> bool:
    return char.isalpha() and unicodedata.name(char, "").startswith("LATIN ")


_PLAIN = frozenset(char for char in map(chr, range(128)) if _may_stand(" ", char))  # nearly every name has no other
