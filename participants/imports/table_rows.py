"""One row of a list: its cells by field, and whether it is a person at all. Pure."""

from dataclasses import dataclass

from participants.cleaning.sheet_cells import letters
from participants.imports import combined_cells, headings
from participants.imports.layouts import letter
from participants.imports.raw_tables import Cell

_BLANK = Cell("")


@dataclass
class SheetRow:
    number: int
    cells: dict[str, Cell]
    skipped: str = ""  # why it is no data
    overflow: bool = False  # more cells than the header has columns
    sheet: str = ""  # its title, where a file has several lists

    @property
    def text(self):
        return " | ".join(cell.text.strip() for cell in self.cells.values() if not cell.is_blank)


def row(number, cells, layout, width):
    """The SheetRow of a row below the header; `width` limits its cells where a separator may stand too often."""
    taken = {name: cells[at] if at < len(cells) else _BLANK for name, at in layout.places.items()}
    if layout.birthplaces:
        taken["birth_on"] = combined_cells.without_birthplace(taken["birth_on"])
    for at, names in layout.combined.items():
        taken |= combined_cells.split(cells[at] if at < len(cells) else _BLANK, names)
    found = SheetRow(number, taken, overflow=width is not None and any(not cell.is_blank for cell in cells[width:]))
    listed = layout.listed
    who = [taken[name] for name in listed.keys if name in taken]
    if _may_be_a_title(who[0], listed) and headings.count(cells, listed=listed) > len(taken) / 2:
        found.skipped = "Judul kolom diulang di baris ini, tidak dibaca sebagai orang."
    elif not _is_data(taken, who):
        found.cells = dict(enumerate(cells))
        found.skipped = "Baris ini bukan data orang (jumlah, tanda tangan, atau catatan); tidak dibaca."
    return found


def above(number, cells):
    return SheetRow(number, dict(enumerate(cells)), "Baris ini di atas judul kolom; tidak dibaca sebagai orang.")


def _may_be_a_title(cell, listed):
    """Asked first, because it is asked of every row."""
    return cell.is_blank or letters(cell.text) in listed.fields


def _is_data(taken, who):
    """Totals and signatures have no number where it is said who a row is about, and fill at most two cells."""
    if any(sign.isdigit() for cell in who for sign in cell.text):
        return True
    return sum(not cell.is_blank for cell in taken.values()) > 2


class MergedCells:
    """Writes what a cell merged over several rows holds into each of them, as people see it."""

    def __init__(self, merges, layout, header_row):
        fields = {at: {name} for name, at in layout.places.items()} | {at: {*n} for at, n in layout.combined.items()}
        self.notes, self._open, self._starting = [], {}, {}
        of_one_row = layout.listed.of_one_row
        for merge in merges:
            names = fields.get(merge.column, of_one_row)
            if merge.top > header_row and not names & of_one_row:
                self._starting.setdefault(merge.top, []).append(merge)

    def fill(self, number, cells):
        if not (self._open or self._starting):
            return cells
        for merge in self._starting.pop(number, ()):
            if merge.column < len(cells) and not cells[merge.column].is_blank:
                self._open[merge.column] = (merge.bottom, cells[merge.column])
                where = f"{letter(merge.column)}{merge.top}:{letter(merge.column)}{merge.bottom}"
                self.notes.append(f"Sel gabungan {where} dibaca untuk setiap barisnya.")
        for column, (bottom, cell) in list(self._open.items()):
            if number > bottom:
                del self._open[column]
                continue
            cells = cells + [_BLANK] * (column + 1 - len(cells))
            if cells[column].is_blank:
                cells[column] = cell
        return cells


def said(notes, most=5):
    """The first few notes, and how many there are beside them."""
    more = len(notes) - most
    return [*notes[:most], *([f"Ada {more} sel gabungan lain yang dibaca begitu."] if more > 0 else [])]
