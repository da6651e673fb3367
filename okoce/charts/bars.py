"""A chart of horizontal bars."""

from dataclasses import dataclass
from functools import cached_property

from okoce.charts.picture import GOOD, SEA, Chart, text
from okoce.formats import angka, persen
from okoce.small_counts import HIDDEN


@dataclass(frozen=True)
class Bar:
    label: str
    value: int | None
    target: int | None = None


@dataclass(frozen=True)
class Bars(Chart):
    """Values, each against its target: all bars end at 100 %. Without targets: against the largest value."""

    rows: tuple
    unit: str = "orang"
    width: int = 340
    desc_text: str = ""

    ROW = 44

    @property
    def height(self):
        return len(self.rows) * self.ROW + (22 if self.has_targets else 0)

    @property
    def note_y(self):
        return text(self.height - 4)

    @property
    def has_targets(self):
        return any(row.target for row in self.rows)

    def _share(self, row):
        if row.target:
            return (row.value or 0) / row.target
        if self.has_targets:
            return 0
        return (row.value or 0) / max(*(other.value or 0 for other in self.rows), 1)

    def words(self, row):
        if row.target and row.value is HIDDEN:
            return f"disembunyikan, dari {angka(row.target)}"
        if row.target:
            return f"{angka(row.value)} dari {angka(row.target)} ({persen(row.value, row.target)})"
        return f"{angka(row.value)}, belum ada target" if self.has_targets else angka(row.value)

    @cached_property
    def drawn(self):
        longest = max([1.0, *(min(self._share(row), 1.5) for row in self.rows)])
        return [
            {
                "label": row.label,
                "words": self.words(row),
                "text_y": text(i * self.ROW + 15),
                "bar_y": text(i * self.ROW + 22),
                "length": text(self.width * min(self._share(row), 1.5) / longest),
                "goal": text(self.width / longest - 1.5) if row.target else "",
                "colour": GOOD if row.target and self._share(row) >= 1 else SEA,
            }
            for i, row in enumerate(self.rows)
        ]

    @property
    def desc(self):
        return self.desc_text or ". ".join(f"{row.label}: {self.words(row)}" for row in self.rows) + "."

    def table(self):
        if self.has_targets:
            head = ("", f"Capaian ({self.unit})", "Target", "Persen")
            rows = [(r.label, angka(r.value), angka(r.target), persen(r.value, r.target)) for r in self.rows]
        else:
            head = ("", f"Jumlah ({self.unit})")
            rows = [(row.label, angka(row.value)) for row in self.rows]
        return {"caption": self.title, "head": head, "rows": rows}
