"""Each row of a spreadsheet of people: new, same, update, hold, reject or skip, and why. Pure.

First every row by itself (`clean`), then the rows against one another (`settle_doubles`), then against what the
register knows (`compare`). A row is known by its sheet row; nothing is guessed and nothing is dropped.
"""

import re
from collections import defaultdict
from datetime import date

from okoce import name_keys
from okoce.masking import blank_nik
from okoce.typed_text import is_blank, tidy, well_read
from participants.cleaning import dates, nik, person_names, phones, sheet_cells
from participants.cleaning.kelurahan_names import Places
from participants.imports import combined_cells
from participants.imports.fact_columns import TITLES
from participants.imports.judged_rows import HOLD, MESSAGES, NEW, REJECT, SAME, SKIP, UPDATE, Judged, Known
from participants.imports.raw_tables import Cell

MASKED_NIK = re.compile(r"[0-9]{4}•{8}[0-9]{4}")
_KINDS = {"formula": "FORMULA", "error": "CELL_ERROR", "foreign": "ENCODING", combined_cells.UNSPLIT: "UNSPLIT"}
_DOUBLES = {"DUP_IN_FILE", "DUP_IN_FILE_CONFLICT"}
# Somebody has to look; nothing is wrong with the person.
_HELD = {"LETTERS", "ENCODING", "SEX_CODE"}


def clean(sheet, *, today: date, places: Places, area, sex_codes="") -> list[Judged]:
    """Every row of a table_reader.Sheet by itself.

    `area` says of a kecamatan code whether the importer may write there, `sex_codes` what 1 and 2 mean.
    """
    return [_clean(row, today, places, area, sex_codes) for row in sheet.rows]


def opened(row):
    """(the Judged of a row, its readable cells). There are no cells where it is no data or cannot be read."""
    judged = Judged(row.number, sheet=row.sheet)
    if row.skipped:
        judged.verdict = SKIP
        judged.problems.append({"column": "", "message": row.skipped, "text": blank_nik(row.text)[:200]})
        return judged, {}
    if row.overflow:
        judged.refuse(REJECT, "COLUMNS", text=row.text)
        return judged, {}
    cells = {name: _readable(judged, name, cell) for name, cell in row.cells.items()}
    return judged, cells if judged.verdict == NEW else {}


def _clean(row, today, places, area, sex_codes):
    judged, cells = opened(row)
    if not cells:
        return judged
    values = judged.values
    take(judged, "name", cells["name"], person_names.clean(cells["name"].text))
    take(judged, "birth_on", cells["birth_on"], dates.clean(cells["birth_on"].text, today=today, sheet=True))
    take(judged, "sex", cells["sex"], sheet_cells.sex(cells["sex"].text, sex_codes))
    take(judged, "phone", cells["phone"], phones.clean(cells["phone"].text))
    for name in ("street", "trade", "email", "rt", "rw"):
        if name in cells:
            take(judged, name, cells[name], sheet_cells.line(name, cells[name].text))
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
        judged.mended.append({"column": TITLES[name], "before": cell.text.strip(), "after": meant.strip()})
        return cell._replace(text=meant)
    reject(judged, name, cell, "LETTERS" if "\ufffd" in cell.text and code == "CELL_CHARS" else code)
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
            judged.refuse(HOLD, "DUP_IN_FILE_CONFLICT", column=TITLES["nik"], message=message)


def settle_doubles_anew(rows: list[Judged], settle=settle_doubles) -> list[Judged]:
    """Look at doubles again after a row was mended. Return the rows of which something else is said now."""
    doubles = [judged for judged in rows if judged.codes and set(judged.codes) <= _DOUBLES]
    before = {judged.key: list(judged.problems) for judged in doubles}
    for judged in doubles:
        judged.reopen()
    settle(rows)
    return [j for j in rows if (j.key in before or set(j.codes) & _DOUBLES) and before.get(j.key) != j.problems]


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
            judged.refuse(HOLD, "DUP_OTHER_AREA", column=TITLES["nik"])
        elif _is_somebody_else(values, known):
            judged.refuse(HOLD, "IDENTITY_CONFLICT", column=TITLES["nik"])
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
        judged.refuse(judged.verdict if judged.changes else HOLD, "CHANGED", column=TITLES[name])


def leave_home(judged):
    """Leave the home as the register has it, since a move of this person waits already."""
    judged.changes = judged.written
    judged.refuse(judged.verdict if judged.changes else HOLD, "MOVE_WAITS", column=TITLES["kelurahan"])


def leave_out(judged, names):
    """Leave what these fields would change as the register has it."""
    left_out = [name for name in judged.changes if name in names]
    judged.changes = [name for name in judged.changes if name not in names]
    for name in left_out:
        judged.refuse(judged.verdict if judged.changes else HOLD, "NOT_CHOSEN", column=TITLES[name])


def moves(judged, places):
    """Return as lines of a report that a home in another kecamatan is not written but proposed."""
    if not judged.moving:
        return []
    kecamatan = places.names[places.parents[judged.values["kelurahan"]]]
    return [{"column": TITLES["kelurahan"], "message": MESSAGES["MOVES"].format(kecamatan), "text": ""}]


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


def take(judged, name, cell, cleaned):
    """Take the value of a cell, or refuse the row with what is wrong with it."""
    if not cleaned.is_ok:
        reject(judged, name, cell, cleaned.code, cleaned.message)
    else:
        judged.values[name] = cleaned.value
        judged.flags += cleaned.flags


def reject(judged, name, cell, code, message=""):
    """Refuse a row for one of its cells, or hold it where only somebody has to look."""
    text = nik.mask(tidy(cell.text)) if name == "nik" else cell.text.strip()
    is_held = code in _HELD and judged.verdict in (NEW, HOLD)
    judged.refuse(HOLD if is_held else REJECT, code, column=TITLES[name], message=message, text=text)


def _take_place(judged, cells, places, area):
    typed = {name: cells[name].text for name in ("kota", "kecamatan", "kelurahan") if name in cells}
    found = places.find(**typed, area=area)
    if found.code:
        reject(judged, found.field, cells[found.field], found.code, found.message)
    else:
        judged.values["kelurahan"] = found.kelurahan


def _take_identity(judged, cells, today, values):
    cell, number = cells["nik"], cells.get("number", Cell(""))
    if not is_blank(number.text):
        values["number"] = sheet_cells.number(number.text)
        if not values["number"]:
            reject(judged, "number", number, "NUMBER_INVALID")
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
    take(judged, "nik", cell, cleaned)
