"""Finds where the header of a list stands, in one row or in two, also where all of a line stands in one cell. Pure."""

from itertools import chain
from typing import NamedTuple

from participants.imports import headings, text_rows
from participants.imports.raw_tables import Cell, SheetRefused

HEADER_WITHIN = 20
_FEWEST = 3  # titles that make a line in one cell, or an unknown row, a header


class Header(NamedTuple):
    """`top` and `bottom` are sheet rows, the same where the header has one level; `known` counts its known titles."""

    top: int
    bottom: int
    cells: list[Cell]
    known: int

    @property
    def where(self):
        return f"di baris {self.top}" if self.top == self.bottom else f"di baris {self.top} dan {self.bottom}"


def start(rows):
    """(the rows among which the header is looked for, all others)."""
    first = []
    for row in rows:
        if row[0] > HEADER_WITHIN:
            return first, chain([row], rows)
        first.append(row)
    return first, iter(())


def stacked_by(first, chosen, listed):
    """The separator of lines that stand whole in the first column, or ""."""
    lines = [cells[0].text for _, cells in first if is_stacked(cells)]
    known = {
        sign: max((headings.count(text_rows.split(line, sign), chosen, listed) for line in lines), default=0)
        for sign in text_rows.DELIMITERS
    }
    best = max(known, key=known.get)
    others = max((headings.count(cells, chosen, listed) for _, cells in first), default=0)
    return best if known[best] > max(others, _FEWEST) else ""


def is_stacked(cells):
    return bool(cells) and not cells[0].is_blank and all(cell.is_blank for cell in cells[1:])


def unstacked(rows, delimiter):
    """The rows with the lines that stand in one cell taken apart; short ones, as a signature, stay as they are."""
    for number, cells in rows:
        parts = text_rows.split(cells[0].text, delimiter) if is_stacked(cells) else []
        yield number, parts if len(parts) > _FEWEST else cells


def find(first, chosen, listed):
    """The header among these rows; of rows with as many known titles the first.

    Raises SheetRefused where it stands twice.
    """
    known = [headings.count(cells, chosen, listed) for _, cells in first]
    index = max(range(len(first)), key=lambda at: (known[at], -at))
    if not known[index]:
        index = next((at for at, (_, cells) in enumerate(first) if _may_be_titles(cells)), index)
    number, cells = first[index]
    for upper, lower in ((index, index + 1), (index - 1, index)):
        pair = first[max(upper, 0) : lower + 1]
        if len(pair) < 2 or pair[0][0] + 1 != pair[1][0]:
            continue
        joined = _joined(pair[0][1], pair[1][1], chosen, listed)
        if joined and (found := headings.count(joined, chosen, listed)) > known[index]:
            return Header(pair[0][0], pair[1][0], joined, found)
        if known[lower if upper == index else upper] > 1:
            raise SheetRefused(
                "HEADER_TWICE",
                f"Baris {pair[0][0]} dan {pair[1][0]} sama-sama berisi judul kolom; sisakan satu baris judul.",
            )
    return Header(number, number, cells, known[index])


def _may_be_titles(cells):
    filled = [cell.text for cell in cells if not cell.is_blank]
    return len(filled) > _FEWEST and not any(sign.isdigit() for text in filled for sign in text)


def _joined(upper, lower, chosen, listed):
    """The titles of two rows as one, or None where both head the same column or the lower one holds data."""
    if any(sign.isdigit() for cell in lower for sign in cell.text):
        return None
    width = max(len(upper), len(lower)) + 1
    tops, lows = ([cell.text.strip() for cell in cells] + [""] * (width - len(cells)) for cells in (upper, lower))
    found, group = [], ""

    def is_head(text):
        return headings.read(text, chosen, listed=listed)

    for at, (top, low) in enumerate(zip(tops[:-1], lows[:-1], strict=True)):
        spans_more = not tops[at + 1] and lows[at + 1]  # the title of a group, whatever it is called
        if not spans_more and top and low and is_head(low) and is_head(top):
            return None
        group = top if top and low else group if low and not top else ""
        ways = (low, f"{low} {group}", f"{group} {low}") if low and group else (low or top,)
        found.append(Cell(next((way for way in ways if is_head(way)), ways[min(1, len(ways) - 1)])))
    return found
