"""What pasted numbers would change, and whether they add up to the sums that were stated. Pure."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from trainings.targets.pasted import Refused

OUTSIDE = "kecamatan ini di luar wilayah kerja instansi yang dipilih"
TOO_SMALL = "target paling sedikit {}"


@dataclass(frozen=True)
class Line:
    """One number that is to be written; `old` is None where none stands yet."""

    kecamatan: str
    column: str
    agency: int
    old: int | None
    new: int

    @property
    def is_new(self):
        return self.old is None

    @property
    def is_change(self):
        return self.old is not None and self.old != self.new


@dataclass(frozen=True)
class Check:
    """A sum as stated, and as the numbers have it. `column` is None for all columns together."""

    words: str
    column: str | None
    stated: int
    found: int

    @property
    def is_right(self):
        return self.stated == self.found

    @property
    def difference(self):
        return self.found - self.stated


@dataclass
class Judged:
    lines: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    checks: list = field(default_factory=list)

    @property
    def new(self):
        return [line for line in self.lines if line.is_new]

    @property
    def changed(self):
        return [line for line in self.lines if line.is_change]

    @property
    def same(self):
        return len(self.lines) - len(self.new) - len(self.changed)

    @property
    def wrong(self):
        return [check for check in self.checks if not check.is_right]

    @property
    def adds_up(self):
        """Whether somebody stated a sum, and every sum that was stated is right."""
        return bool(self.checks) and not self.wrong

    @property
    def digest(self):
        """The same while nothing of what was seen has changed."""
        seen = [(line.kecamatan, line.column, line.agency, line.old, line.new) for line in self.lines]
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


def judge(pasted, *, present, agencies, least=0, total=None):
    """Judge pasted numbers.

    `present`: {(kecamatan, column): number that stands}; `agencies`: {kecamatan: agency} of those that may be written;
    `total`: the sum of all numbers of the table, as somebody typed it.
    """
    judged = Judged(refused=list(pasted.refused))
    for (kecamatan, column), amount in pasted.amounts.items():
        if kecamatan not in agencies:
            judged.refused.append(Refused(0, kecamatan, OUTSIDE))
        elif amount < least:
            judged.refused.append(Refused(0, kecamatan, TOO_SMALL.format(least)))
        else:
            old = present.get((kecamatan, column))
            judged.lines.append(Line(kecamatan, column, agencies[kecamatan], old, amount))
    judged.refused = list(dict.fromkeys(judged.refused))
    written = {(line.kecamatan, line.column): line.new for line in judged.lines}
    judged.checks = [_check(stated, pasted.columns, written, present) for stated in pasted.sums]
    if total is not None:
        judged.checks.append(Check("Semua angka", None, total, sum(written.values())))
    return judged


def _check(stated, columns, written, present):
    """A place's sum is that of all its kecamatan after writing; any other one, of the numbers that were pasted."""
    of_place = Counter(present if stated.code.count(".") == 1 else {})
    of_place.update({key: amount - of_place[key] for key, amount in written.items()})
    columns = [stated.column] if stated.column else columns
    found = sum(
        amount
        for (kecamatan, column), amount in of_place.items()
        if column in columns and kecamatan.startswith(stated.code)
    )
    return Check(stated.words, stated.column, stated.amount, found)
