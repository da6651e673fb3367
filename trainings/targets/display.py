"""A table of targets as its page shows it: kota by kota, each with its sum."""

from collections import Counter
from typing import NamedTuple

from okoce.regions import places


class Row(NamedTuple):
    name: str
    cells: list


class Part(NamedTuple):
    """A kota with its kecamatan."""

    code: str
    name: str
    total: Row
    rows: list


def table(columns, amounts, *, area):
    """Return ([Part] of an area, the Row of its sum) of {(kecamatan, column): number}; None stands for no target."""
    parts, everything = [], Counter()
    for kota in places.kota():
        codes = [(code, name) for code, name in places.kecamatan(area) if code.startswith(f"{kota.code}.")]
        if not codes:
            continue
        summed = Counter()
        for code, _ in codes:
            summed.update({column: amounts[code, column] for column in columns if (code, column) in amounts})
        everything.update(summed)
        rows = [_row(name, columns, lambda column, code=code: amounts.get((code, column))) for code, name in codes]
        parts.append(Part(kota.code, kota.name, _row(kota.name, columns, summed.get), rows))
    return parts, _row("Jumlah", columns, everything.get)


def changes(lines, columns):
    """Return what is shown of judged lines: [(kecamatan, heading, old, new)]."""
    ordered = sorted(lines, key=lambda line: (line.kecamatan, list(columns).index(line.column)))
    return [(places.named(line.kecamatan), columns[line.column], line.old, line.new) for line in ordered]


def checks(found, columns):
    """Return [(words, heading, Check)] of sums that were stated, the wrong ones first."""
    ordered = sorted(found, key=lambda check: check.is_right)
    return [(check.words, columns.get(check.column, "semua kolom"), check) for check in ordered]


def refusals(refused):
    """Return [(where, what, why)] of lines that are not read."""
    return [
        (f"Baris {row.line}" if row.line else places.named(row.words), row.words if row.line else "", row.reason)
        for row in refused
    ]


def _row(name, columns, amount_of):
    return Row(name, [(heading, amount_of(column)) for column, heading in columns.items()])
