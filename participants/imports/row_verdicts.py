"""Each row of a spreadsheet of people: new, same, update, hold, reject or skip, and why. Pure.

First every row by itself (`clean`), then the rows against one another (`settle_doubles`), then against what the
register knows (`compare`). A row is known by its sheet row; nothing is guessed and nothing is dropped.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from okoce import name_keys
from okoce.masking import blank_nik
from okoce.typed_text import is_blank, tidy, well_read
from participants.cleaning import dates, nik, person_names, phones, sheet_cells
from participants.cleaning.kelurahan_names import Places
from participants.imports import combined_cells
from participants.imports.columns import COLUMNS
from participants.imports.raw_tables import Cell

NEW, SAME, UPDATE, HOLD, REJECT, SKIP = "new", "same", "update", "hold", "reject", "skip"

MESSAGES = {
    "FORMULA": "Sel ini berisi rumus; salin lalu tempel sebagai nilai (Paste Special, Values).",
    "CELL_ERROR": "Sel ini berisi galat Excel; ketik isinya langsung.",
    "CELL_CHARS": "Sel ini diawali tab atau memuat tanda yang tidak terbaca; ketik ulang isinya.",
    "LETTERS": "Sebagian huruf sel ini rusak dan tidak bisa dipastikan; cocokkan dengan KTP, ketik ulang isinya.",
    "ENCODING": "Satu huruf di sel ini bukan UTF-8 dan hanya diduga; ketik ulang, lalu simpan sebagai CSV UTF-8.",
    "UNSPLIT": "Sel ini tidak berisi bagian sebanyak yang disebut judulnya; isi semua bagian dengan garis miring, atau "
    "pakai satu kolom untuk tiap bagian.",
    "COLUMNS": "Baris ini punya lebih banyak kolom daripada judulnya; beri tanda kutip pada isi yang memuat pemisah.",
    "NUMBER_INVALID": "Nomor pendaftaran ini salah ketik; salin dari portal atau kosongkan.",
    "NUMBER_UNKNOWN": "Nomor pendaftaran ini tidak ada di wilayah Anda; periksa atau isi NIK lengkap.",
    "NUMBER_WAITING": "Nomor ini pendaftaran daring yang menunggu pemeriksaan KTP; periksa dulu KTP-nya, lalu unggah "
    "lagi.",
    "DUP_IN_FILE": "Orang ini sudah ada dengan isi sama di baris {row}; hapus salah satu.",
    "DUP_IN_FILE_CONFLICT": "NIK yang sama berisi data berbeda di baris {row}; cocokkan dengan KTP, sisakan satu.",
    "IDENTITY_CONFLICT": "NIK ini terdaftar dengan nama, tanggal lahir, jenis kelamin, atau nomor pendaftaran lain; "
    "cocokkan dengan KTP.",
    "CHANGED": "Berubah di portal sejak pratinjau, jadi tidak ditulis; periksa datanya, lalu unggah lagi bila perlu.",
    "DUP_OTHER_AREA": "NIK ini sudah terdaftar di luar wilayah Anda; hubungi Dinas, data di sana tidak diubah.",
}
MASKED_NIK = re.compile(r"[0-9]{4}•{8}[0-9]{4}")


class Known(NamedTuple):
    """Somebody in the register, as far as a row is compared with them."""

    pk: int
    number: str
    nik_masked: str  # only where a row names somebody by number
    is_near: bool  # in the area of the importing user
    is_waiting: bool  # an online registration of which nobody has seen the card
    name: str
    birth_on: date
    sex: str
    phone: str
    email: str
    street: str
    rt: str
    rw: str
    kelurahan: str
    trade: str


_KINDS = {"formula": "FORMULA", "error": "CELL_ERROR", "foreign": "ENCODING", combined_cells.UNSPLIT: "UNSPLIT"}
# Somebody has to look; nothing is wrong with the person.
_HELD = {"LETTERS", "ENCODING", "SEX_CODE"}


@dataclass(slots=True)
class Judged:
    row: int
    verdict: str = NEW
    codes: list[str] = field(default_factory=list)
    problems: list[dict] = field(default_factory=list)  # column, message, text
    values: dict = field(default_factory=dict)  # cleaned, by field
    flags: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)  # fields an update changes
    held: list[str] = field(default_factory=list)  # fields it would change, were they as in the preview
    mended: list[dict] = field(default_factory=list)  # letters put right: column, before, after
    sheet: str = ""  # the title of its sheet, where a file has several lists
    known: Known | None = None

    @property
    def key(self):
        """What no other row of its file has."""
        return f"{self.sheet}!{self.row}" if self.sheet else str(self.row)

    @property
    def place(self):
        return f"{self.row} lembar “{self.sheet}”" if self.sheet else str(self.row)

    def refuse(self, verdict, code, *, column="", message="", text=""):
        self.verdict = verdict
        self.codes.append(code)
        self.problems.append({"column": column, "message": message or MESSAGES[code], "text": blank_nik(text)[:200]})

    def reopen(self):
        """As before the register was asked."""
        self.verdict, self.known = NEW, None
        for found in (self.codes, self.problems, self.changes):
            found.clear()


def clean(sheet, *, today: date, places: Places, area, sex_codes="") -> list[Judged]:
    """Every row of a table_reader.Sheet by itself.

    `area` says of a kecamatan code whether the importer may write there, `sex_codes` what 1 and 2 mean.
    """
    return [_clean(row, today, places, area, sex_codes) for row in sheet.rows]


def _clean(row, today, places, area, sex_codes):
    judged = Judged(row.number, sheet=row.sheet)
    if row.skipped:
        judged.verdict = SKIP
        judged.problems.append({"column": "", "message": row.skipped, "text": blank_nik(row.text)[:200]})
        return judged
    if row.overflow:
        judged.refuse(REJECT, "COLUMNS", text=row.text)
        return judged
    cells = {name: _readable(judged, name, cell) for name, cell in row.cells.items()}
    if judged.verdict != NEW:
        return judged
    values = judged.values
    _take(judged, "name", cells["name"], person_names.clean(cells["name"].text))
    _take(judged, "birth_on", cells["birth_on"], dates.clean(cells["birth_on"].text, today=today, sheet=True))
    _take(judged, "sex", cells["sex"], sheet_cells.sex(cells["sex"].text, sex_codes))
    _take(judged, "phone", cells["phone"], phones.clean(cells["phone"].text))
    for name in ("street", "trade", "email", "rt", "rw"):
        if name in cells:
            _take(judged, name, cells[name], sheet_cells.line(name, cells[name].text))
    _take_place(judged, cells, places, area)
    _take_identity(judged, cells, today, values)
    return judged


def _readable(judged, name, cell):
    """The cell, with letters put right that were certainly read in the wrong alphabet."""
    code = _KINDS.get(cell.kind) or sheet_cells.odd_signs(name, cell.text)
    if code is None:
        return cell
    meant = well_read(cell.text)
    if cell.kind not in _KINDS and meant != cell.text and not sheet_cells.odd_signs(name, meant):
        judged.mended.append({"column": COLUMNS[name].title, "before": cell.text.strip(), "after": meant.strip()})
        return cell._replace(text=meant)
    _reject(judged, name, cell, "LETTERS" if "\ufffd" in cell.text and code == "CELL_CHARS" else code)
    return cell


def settle_doubles(rows: list[Judged]) -> None:
    """One person twice in a file: the same again is refused, two different tellings are both held."""
    groups = defaultdict(list)
    for judged in rows:
        if judged.verdict == NEW:
            groups[judged.values.get("nik") or judged.values["number"]].append(judged)
    for group in groups.values():
        first, *others = group
        if not others:
            continue
        if all(other.values == first.values for other in others):
            for other in others:
                other.refuse(REJECT, "DUP_IN_FILE", message=MESSAGES["DUP_IN_FILE"].format(row=first.place))
            continue
        for judged in group:
            other_row = next(other.place for other in group if other is not judged)
            message = MESSAGES["DUP_IN_FILE_CONFLICT"].format(row=other_row)
            judged.refuse(HOLD, "DUP_IN_FILE_CONFLICT", column=COLUMNS["nik"].title, message=message)


def compare(rows: list[Judged], by_nik: dict[str, Known], by_number: dict[str, Known]) -> None:
    """Against the register: who is there already, and what would change. An identity is never changed by a file."""
    for judged in rows:
        if judged.verdict != NEW:
            continue
        values = judged.values
        number, full = values.get("number"), values.get("nik")
        known = by_nik.get(full) if full else by_number.get(number)
        named = by_number.get(number) if number else None
        if named and named.is_waiting:
            judged.refuse(HOLD if named.is_near else REJECT, *_nobody(named, number))
        elif known is None and (number or not full):
            judged.refuse(HOLD if named and named.is_near else REJECT, *_nobody(named, number))
        elif known is None:
            continue
        elif not known.is_near:
            judged.refuse(HOLD, "DUP_OTHER_AREA", column=COLUMNS["nik"].title)
        elif _is_somebody_else(values, known):
            judged.refuse(HOLD, "IDENTITY_CONFLICT", column=COLUMNS["nik"].title)
        else:
            judged.known = known
            judged.changes = [
                name
                for name in ("phone", "email", "street", "rt", "rw", "kelurahan", "trade")
                if values.get(name) and values[name] != getattr(known, name)
            ]
            judged.verdict = UPDATE if judged.changes else SAME


def hold_changed(judged, seen):
    """Hold each field that is not as the preview saw it; the others stay to be written. `seen`: {field: value}."""
    judged.held = [name for name in judged.changes if name not in seen or seen[name] != getattr(judged.known, name)]
    judged.changes = [name for name in judged.changes if name not in judged.held]
    for name in judged.held:
        judged.refuse(judged.verdict if judged.changes else HOLD, "CHANGED", column=COLUMNS[name].title)


def _nobody(named, number):
    if not (named and named.is_near):
        return ("NUMBER_UNKNOWN",)
    return ("NUMBER_WAITING",) if named.is_waiting else ("IDENTITY_CONFLICT",)


def _is_somebody_else(values, known):
    if values.get("number") and values["number"] != known.number:
        return True
    if values.get("nik_masked") and values["nik_masked"] != known.nik_masked:
        return True
    return (name_keys.key(values["name"]), values["birth_on"], values["sex"]) != (
        name_keys.key(known.name),
        known.birth_on,
        known.sex,
    )


def _take(judged, name, cell, cleaned):
    if not cleaned.is_ok:
        _reject(judged, name, cell, cleaned.code, cleaned.message)
    else:
        judged.values[name] = cleaned.value
        judged.flags += cleaned.flags


def _reject(judged, name, cell, code, message=""):
    text = nik.mask(tidy(cell.text)) if name == "nik" else cell.text.strip()
    is_held = code in _HELD and judged.verdict in (NEW, HOLD)
    judged.refuse(HOLD if is_held else REJECT, code, column=COLUMNS[name].title, message=message, text=text)


def _take_place(judged, cells, places, area):
    typed = {name: cells[name].text for name in ("kota", "kecamatan", "kelurahan") if name in cells}
    found = places.find(**typed, area=area)
    if found.code:
        _reject(judged, found.field, cells[found.field], found.code, found.message)
    else:
        judged.values["kelurahan"] = found.kelurahan


def _take_identity(judged, cells, today, values):
    cell, number = cells["nik"], cells.get("number", Cell(""))
    if not is_blank(number.text):
        values["number"] = sheet_cells.number(number.text)
        if not values["number"]:
            _reject(judged, "number", number, "NUMBER_INVALID")
        elif MASKED_NIK.fullmatch(tidy(cell.text)):  # a list from the portal comes back
            values["nik_masked"] = tidy(cell.text)
            return
    cleaned = nik.clean(
        cell.text,
        today=today,
        birth_date=values.get("birth_on"),
        sex=values.get("sex"),
        region_code=values.get("kelurahan"),
        number_cell=cell.kind == "number",
    )
    _take(judged, "nik", cell, cleaned)
