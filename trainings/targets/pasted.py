"""A table of targets as it is pasted from a spreadsheet: which number stands for which kecamatan and column. Pure."""

import re
from dataclasses import dataclass, field

from okoce import counts, name_keys
from okoce.typed_text import is_blank, tidy

NO_HEADING = (
    "Baris judul tidak ditemukan; sertakan baris dengan nama kolom, misalnya Kecamatan, Pendaftaran, Pelatihan."
)
TWICE_COLUMN = "Kolom {} ada dua kali; sisakan satu."
UNKNOWN_PLACE = "nama ini tidak ada di daftar kecamatan Jakarta"
NO_PLACE = "baris ini berisi angka tanpa nama kecamatan"
TWICE_PLACE = "kecamatan ini sudah ada di baris {}"
LARGEST = 1_000_000
TOO_LARGE = "angka ini terlalu besar"

_SUM = re.compile(r"^(?:sub ?)?(?:jumlah|total)\b[ :]*", re.IGNORECASE)
_PLACE_HEADINGS = {"kecamatan", "nama kecamatan", "wilayah", "nama wilayah", "nama"}
_SUM_HEADINGS = {"jumlah", "total"}
_IGNORED_HEADINGS = {"", "no", "nomor", "kota", "kota kabupaten", "kab kota", "kode"}


class Unreadable(ValueError):
    """The table as a whole cannot be read; its text says why."""


@dataclass(frozen=True)
class Stated:
    """A sum that the table states: of a place (`code`) or of all its rows (""); across a row without `column`."""

    words: str
    code: str
    column: str | None
    amount: int
    line: int


@dataclass(frozen=True)
class Refused:
    """A line, or one cell of it, that is not read."""

    line: int
    words: str
    reason: str


@dataclass
class Pasted:
    columns: list = field(default_factory=list)
    amounts: dict = field(default_factory=dict)
    sums: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    unknown_headings: list = field(default_factory=list)

    @property
    def total(self):
        return sum(self.amounts.values())


@dataclass
class _Head:
    columns: dict
    place: int
    total: int | None


def read(text, *, columns, places):
    """Return what was pasted.

    `columns`: {heading as `heading_key` writes it: column}; `places` answers `code(level, name)`. Raises `Unreadable`.
    """
    found, head, lines = Pasted(), None, {}
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [tidy(cell) for cell in re.split(r"\t|;", line)]
        if head is None:
            head = _head(cells, columns, found)
        elif any(not is_blank(cell) for cell in cells):
            _read_row(found, head, number, cells, places, lines)
    if head is None:
        raise Unreadable(NO_HEADING)
    return found


def heading_key(text):
    """Return one text for all ways of writing a heading: "Target Pelatihan (orang)" is pelatihan."""
    words = name_keys.key(re.sub(r"\(.*?\)", "", text))
    return re.sub(r"^(?:target )?(?:tahap )?", "", words)


def _head(cells, columns, found):
    keys = [heading_key(cell) for cell in cells]
    at = {}
    for index, key in enumerate(keys):
        if key in columns:
            if columns[key] in at.values():
                raise Unreadable(TWICE_COLUMN.format(cells[index]))
            at[index] = columns[key]
    if not at:
        return None
    place = next((index for index, key in enumerate(keys) if key in _PLACE_HEADINGS), None)
    total = next((index for index, key in enumerate(keys) if key in _SUM_HEADINGS and index > min(at)), None)
    known = {*at, place, total}
    if place is None:
        place = next((index for index in range(len(keys)) if index not in known), 0)
    found.columns = list(at.values())
    found.unknown_headings = [
        cells[index] for index, key in enumerate(keys) if index not in {*known, place} and key not in _IGNORED_HEADINGS
    ]
    return _Head(at, place, total)


def _read_row(found, head, number, cells, places, lines):
    cells += [""] * (max(head.columns) + 1 - len(cells))
    name = cells[head.place] if head.place < len(cells) else ""
    if is_blank(name):
        name = next((cell for cell in cells[: min(head.columns)] if _SUM.match(cell)), name)
    if is_blank(name):
        found.refused.append(Refused(number, "", NO_PLACE))
        return
    of_sum = _sum_of(name, places)
    kecamatan = None if of_sum is not None else places.code("kecamatan", name)
    if of_sum is None and kecamatan is None:
        found.refused.append(Refused(number, name, UNKNOWN_PLACE))
    elif kecamatan in lines:
        found.refused.append(Refused(number, name, TWICE_PLACE.format(lines[kecamatan])))
    else:
        if kecamatan:
            lines[kecamatan] = number
        _read_numbers(found, head, number, cells, name, kecamatan, of_sum)


def _read_numbers(found, head, number, cells, name, kecamatan, of_sum):
    for index, column in head.columns.items():
        amount = _amount(found, number, name, cells[index])
        if amount is None:
            continue
        if of_sum is None:
            found.amounts[kecamatan, column] = amount
        else:
            found.sums.append(Stated(name, of_sum, column, amount, number))
    if of_sum is None and head.total is not None and head.total < len(cells):
        stated = _amount(found, number, f"{name}, jumlah", cells[head.total])
        if stated is not None:
            found.sums.append(Stated(name, kecamatan, None, stated, number))


def _sum_of(name, places):
    """Return the code of the place that a line sums up, "" for all lines above; None for a kecamatan or no place."""
    rest = _SUM.sub("", name)
    if rest != name and (not rest or (places.code("kecamatan", rest) is None and _kota(rest, places) is None)):
        return ""
    if rest == name and places.code("kecamatan", name):
        return None
    return _kota(rest, places)


def _kota(name, places):
    code = places.code("kota", name)
    return code or ("" if places.code("provinsi", name) else None)


def _amount(found, number, name, cell):
    """Return the number of a cell; None for an empty one, and for one that is refused."""
    if is_blank(cell):
        return None
    try:
        amount = counts.parse(cell)
    except ValueError as refused:
        found.refused.append(Refused(number, f"{name}: {cell}", str(refused)))
        return None
    if amount > LARGEST:
        found.refused.append(Refused(number, f"{name}: {cell}", TOO_LARGE))
        return None
    return amount
