"""A kelurahan as people write it: by name, another spelling or code; with the kecamatan and kota around it. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from okoce.regions.levels import Level
from okoce.typed_text import is_blank, plain_signs

_PREFIX = re.compile(r"^\s*(?:kel(?:urahan)?|kec(?:amatan)?)\b[. ]+", re.IGNORECASE)
_LEVELS = {"provinsi": Level.PROVINCE, "kota": Level.KOTA, "kecamatan": Level.KECAMATAN, "kelurahan": Level.KELURAHAN}
_LENGTHS = {"provinsi": 2, "kota": 5, "kecamatan": 8, "kelurahan": 13}
_CODE = {4: (2, 2), 6: (2, 2, 2), 10: (2, 2, 2, 4)}

MESSAGES = {
    "REGION_EMPTY": "Isi kelurahan tempat tinggal.",
    "REGION_UNKNOWN": "Nama ini tidak ada di daftar wilayah Jakarta; tulis seperti di KTP.",
    "REGION_PAIR": "Kelurahan, kecamatan, dan kota di baris ini tidak cocok; betulkan salah satunya.",
    "OUT_OF_SCOPE": "Alamat ini di luar wilayah tugas Anda; serahkan barisnya kepada petugas wilayah itu.",
}


@dataclass(frozen=True)
class Found:
    kelurahan: str = ""
    code: str = ""
    field: str = "kelurahan"

    @property
    def message(self):
        return MESSAGES.get(self.code, "")


class Places:
    def __init__(self, regions, aliases):
        """Regions as (code, level, name, parent code), aliases as (level, normalised, code)."""
        self.names, self.parents, self._named = {}, {}, {}
        for code, level, name, parent in regions:
            self.names[code], self.parents[code] = name, parent
            self._named[level, normalised(name)] = code
        for level, alias, code in aliases:
            self._named.setdefault((level, alias), code)

    def code(self, field, text):
        digits = re.sub(r"[.\s]", "", text)
        if digits.isascii() and digits.isdigit():
            code = _dotted(digits)
            return code if code in self.names and len(code) == _LENGTHS[field] else None
        level = _LEVELS[field]
        ways = (normalised(text), normalised(_PREFIX.sub("", text)))
        return next((self._named[level, way] for way in ways if (level, way) in self._named), None)

    def find(self, *, kelurahan, kecamatan="", kota="", area):
        if is_blank(plain_signs(kelurahan)):
            return Found(code="REGION_EMPTY")
        found = {}
        for field, text in (("kota", kota), ("kecamatan", kecamatan), ("kelurahan", kelurahan)):
            if not is_blank(plain_signs(text)):
                found[field] = self.code(field, text)
                if found[field] is None:
                    return Found(code="REGION_UNKNOWN", field=field)
        home = found["kelurahan"]
        if found.get("kecamatan") not in (None, self.parents[home]):
            return Found(code="REGION_PAIR")
        if found.get("kota") not in (None, self.parents[self.parents[home]]):
            return Found(code="REGION_PAIR", field="kota")
        if self.parents[home] not in area:
            return Found(code="OUT_OF_SCOPE")
        return Found(home)


@lru_cache(maxsize=4096)  # the rows of a list name the same few places
def normalised(text):
    return re.sub("[^A-Z0-9]", "", text.upper())


def _dotted(digits):
    parts, at = [], 0
    for length in _CODE.get(len(digits), ()):
        parts.append(digits[at : at + length])
        at += length
    return ".".join(parts)
