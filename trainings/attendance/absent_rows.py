"""Rows of a printed roster as they are typed: "12 37 58-60"."""

import re

SHOWN = 3


class WrongRows(ValueError):
    """What cannot be read as rows, in a sentence for the officer."""


def parse(text, last):
    """The set of row numbers, none above `last`. Raise `WrongRows` for what is no row of this paper."""
    spaced = re.sub(r"\s*[-–]\s*", "-", text.replace(",", " ").replace(";", " "))
    rows = set()
    for part in spaced.split():
        rows |= _rows(part, last)
    return rows


def shortened(rows):
    """The rows as an officer would write them: 12 37 58-60."""
    parts, ordered = [], sorted(rows)
    while ordered:
        first = end = ordered.pop(0)
        while ordered and ordered[0] == end + 1:
            end = ordered.pop(0)
        parts.append(str(first) if first == end else f"{first}-{end}")
    return " ".join(parts)


def _rows(part, last):
    if not re.fullmatch(r"[0-9]{1,5}(-[0-9]{1,5})?", part):
        raise WrongRows(f"“{part[:12]}” bukan nomor baris. Tulis angka dipisah spasi, misalnya 12 37 58-60.")
    first, _, end = part.partition("-")
    first, end = int(first), int(end or first)
    if first > end:
        raise WrongRows(f"“{part}” terbalik; tulis {end}-{first}.")
    if first < 1 or end > last:
        raise WrongRows(f"Baris {part} tidak ada di kertas ini; barisnya 1 sampai {last}.")
    return set(range(first, end + 1))
