"""What a head means, as offices write heads: with hints, brackets and slashes, for two columns at once. Pure."""

import re
from typing import NamedTuple

from participants.cleaning.sheet_cells import letters
from participants.imports.columns import PEOPLE

LONGEST = 120
PLACE = "place"  # of birth, which is not taken

_HINT = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
_TAIL = re.compile(r"\b(?:sesuai|menurut|seperti|berdasarkan)\b.*$", re.IGNORECASE | re.DOTALL)
_WHOSE = re.compile(r"\b(?:calon peserta|peserta|anggota|warga|pendaftar|pemohon|pelaku usaha)\b", re.IGNORECASE)
_PARTS = re.compile(r"[/&,|;+\n-]|\bdan\b|\batau\b", re.IGNORECASE)
_BIRTHPLACE = {"TEMPAT", "TEMPATLAHIR", "TEMPATKELAHIRAN", "TMP", "TMPLAHIR", "TPT", "TMPT", "KOTALAHIR"}
_BIRTH = {f"{place}{day}" for place in ("TEMPAT", "TMP", "TPT", "TMPT") for day in ("TANGGALLAHIR", "TGLLAHIR")}
_BIRTH |= {"TTL", "TEMPATTANGGAL", "TEMPATTGL"}
_JOINED = {"RTRW": ("rt", "rw"), "RWRT": ("rw", "rt")}
_BRACKETED = re.compile(r"(?:no|nomor|id|identitas)\b.*\(\s*(?:nik|ktp)\s*\)", re.IGNORECASE | re.DOTALL)


class Heading(NamedTuple):
    """The fields a column holds, one or several; `has_place` says that a birthplace stands before the date."""

    fields: tuple[str, ...]
    has_place: bool = False

    @property
    def spelled(self):
        """As it is kept and chosen: its fields with blanks between."""
        return " ".join((*self.fields, PLACE) if self.has_place else self.fields)


def count(cells, chosen=None, listed=PEOPLE):
    """How many of a row's cells head a column of a list of this kind."""
    return sum(not cell.is_blank and read(cell.text, chosen, listed=listed) is not None for cell in cells)


def key(text):
    """By what a head is remembered."""
    return letters(text)[:80]


def read(text, chosen=None, found=None, *, listed=PEOPLE):
    """The Heading of a column's head, or None.

    `chosen` maps keys of heads to fields ("" for none), as people chose; `found` is the key where it is not the usual.
    """
    found = found or key(text)
    if chosen and found in chosen:
        words = chosen[found].split()
        return Heading(tuple(word for word in words if word != PLACE), has_place=PLACE in words)
    if not found or len(text) > LONGEST:
        return None
    whole = _HINT.sub(" ", text)
    for way in (text, whole):
        if field := _field(way, listed):
            return Heading((field,))
        if letters(way) in _BIRTH and "birth_on" in listed.columns:
            return Heading(("birth_on",), has_place=True)
        joined = _JOINED.get(letters(way), ())
        if joined and set(joined) <= listed.columns.keys():
            return Heading(joined)
    return Heading(("nik",)) if _BRACKETED.search(text) else _several(whole, listed)


def _field(text, listed):
    """Of a head with the words that only say whose it is, or from which card, also without them."""
    short = _TAIL.sub(" ", text)
    ways = (text, short, _WHOSE.sub(" ", short))
    return next((listed.fields[found] for way in ways if (found := letters(way)) in listed.fields), None)


def _several(text, listed):
    """A head of alternatives (`NIK/No. KTP`) or of several columns (`RT/RW`)."""
    parts = [part for part in _PARTS.split(text) if letters(part)]
    fields = [_field(part, listed) for part in parts]
    known = list(dict.fromkeys(field for field in fields if field))
    unknown = {letters(part) for part, field in zip(parts, fields, strict=True) if field is None}
    if len(parts) < 2 or not known:
        return None
    if len(known) == 1:
        if known == ["birth_on"] and unknown <= _BIRTHPLACE:
            return Heading(("birth_on",), has_place=bool(unknown))
        return Heading((known[0],)) if not unknown or (known[0] in listed.alternatives and "/" in text) else None
    is_allowed = not unknown and any(set(known) <= together for together in listed.together)
    return Heading(tuple(known)) if is_allowed else None
