"""Pictures of figures: what to draw and where, for page and PDF alike. Drawing itself is in templates/charts/; maps
are in maps.py.

Every picture says in words what it shows (`desc`) and has the same numbers as a table (`table()`).
Coordinates are text with at most one decimal, so that the same figures are always the same bytes.
"""

from dataclasses import dataclass
from functools import cached_property
from math import floor, log10

from okoce.formats import angka, persen
from okoce.outlines import text

FONT = "Plus Jakarta Sans"
SEA, SEA_SOFT, INK, INK_SOFT, LINE, GOOD = "#0b4f79", "#dcebf4", "#17262f", "#51616c", "#dfd9cf", "#17693c"
LINE_LOOKS = (  # colour, dashes, so that lines differ on a grey printer too
    ("#0b4f79", "none"),
    ("#b35900", "7 4"),
    ("#17693c", "2 4"),
    ("#51616c", "12 3 2 3"),
)


@dataclass(frozen=True)
class Chart:
    """What all pictures share: an id that is unique on its page, a title, words for who does not see it."""

    id: str
    title: str

    font = FONT

    @property
    def template(self):
        return f"charts/{type(self).__name__.lower()}.svg"

    @property
    def viewbox(self):
        return f"0 0 {self.width} {self.height}"


@dataclass(frozen=True)
class TargetBar:
    """One value against its target; the bar ends at the target or, when that is passed, at the value."""

    value: int
    target: int | None

    @property
    def reached(self):
        return bool(self.target) and self.value >= self.target

    @property
    def state(self):
        return "good" if self.reached else None

    @property
    def share(self):
        return persen(self.value, self.target) if self.target else "belum ada target"

    @property
    def desc(self):
        return f"{angka(self.value)} dari {angka(self.target)} ({self.share})" if self.target else angka(self.value)

    @property
    def length(self):
        return text(300 * self.value / max(self.value, self.target, 1)) if self.target else "0"

    @property
    def tick(self):
        return text(300 * (self.target or 0) / max(self.value, self.target or 1, 1))

    @property
    def colour(self):
        return GOOD if self.reached else SEA


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


@dataclass(frozen=True)
class FunnelStage:
    label: str
    value: int | None


@dataclass(frozen=True)
class Funnel(Chart):
    """How many people stand at each stage, as a share of the first: the whole funnel, never the top alone."""

    stages: tuple
    unit: str = "orang"
    width: int = 340
    desc_text: str = ""

    ROW, BAR = 52, 20

    @property
    def height(self):
        return len(self.stages) * self.ROW - 8

    @property
    def first(self):
        return self.stages[0].value if self.stages else 0

    @cached_property
    def drawn(self):
        most = max([1, *(stage.value or 0 for stage in self.stages)])
        lengths = [max(self.width * (stage.value or 0) / most, 2) for stage in self.stages]
        rows = []
        for i, stage in enumerate(self.stages):
            top = i * self.ROW + 22
            left = (self.width - lengths[i]) / 2
            row = {
                "label": stage.label,
                "value": angka(stage.value),
                "share": persen(stage.value, self.first),
                "text_y": text(i * self.ROW + 15),
                "x": text(left),
                "y": text(top),
                "length": text(lengths[i]),
            }
            rows.append(row)
        return rows

    @property
    def desc(self):
        if self.desc_text:
            return self.desc_text
        return (
            ". ".join(f"{s.label}: {angka(s.value)} {self.unit}, {persen(s.value, self.first)}" for s in self.stages)
            + "."
        )

    def table(self):
        return {
            "caption": self.title,
            "head": ("Tahap", f"Jumlah ({self.unit})", "Persen dari tahap pertama"),
            "rows": [(s.label, angka(s.value), persen(s.value, self.first)) for s in self.stages],
        }


@dataclass(frozen=True)
class Line:
    label: str
    values: tuple  # as many as the chart has labels; None where nothing is known


@dataclass(frozen=True)
class Trend(Chart):
    """Lines over time, from zero, each named at its end and told apart by its dashes."""

    labels: tuple
    lines: tuple
    unit: str = "orang"
    width: int = 340
    height: int = 220
    desc_text: str = ""

    TOP, BOTTOM = 12, 28

    @cached_property
    def left(self):
        return max(44, len(angka(self.top_value)) * 7.5 + 10)

    @cached_property
    def right(self):
        longest = max((len(line.label) for line in self.lines), default=0)
        return min(10 + longest * 7.2, self.width * 0.36)

    @cached_property
    def step(self):
        """1, 2 or 5 times a power of ten, giving at most five lines across."""
        most = max((value for line in self.lines for value in line.values if value is not None), default=0)
        rough = max(most, 4) / 4
        power = 10 ** floor(log10(rough))
        return next(int(factor * power) for factor in (1, 2, 5, 10) if factor * power >= rough) or 1

    @cached_property
    def top_value(self):
        most = max((value for line in self.lines for value in line.values if value is not None), default=0)
        return max(-(-most // self.step) * self.step, self.step)

    def _x(self, i):
        return self.left + (self.width - self.left - self.right) * (i / max(len(self.labels) - 1, 1))

    def _y(self, value):
        return self.height - self.BOTTOM - (self.height - self.BOTTOM - self.TOP) * value / self.top_value

    @property
    def grid(self):
        end = text(self.width - self.right)
        return [
            {
                "y": text(self._y(value)),
                "text_x": text(self.left - 6),
                "text_y": text(self._y(value) + 4),
                "label": angka(value),
                "x1": text(self.left),
                "x2": end,
            }
            for value in range(0, int(self.top_value) + 1, self.step)
        ]

    @property
    def ticks(self):
        every = max(1, -(-len(self.labels) // (4 if self.width < 500 else 7)))
        last = len(self.labels) - 1
        return [
            {"x": text(self._x(i)), "y": text(self.height - 8), "label": label}
            for i, label in enumerate(self.labels)
            if (last - i) % every == 0
        ]

    @cached_property
    def drawn(self):
        rows = []
        for line, (colour, dashes) in zip(self.lines, LINE_LOOKS, strict=False):
            known = [(i, value) for i, value in enumerate(line.values) if value is not None]
            if not known:
                continue
            pieces, before = [], None
            for i, value in known:
                pieces.append(f"{'L' if before == i - 1 and pieces else 'M'}{text(self._x(i))} {text(self._y(value))}")
                before = i
            i, value = known[-1]
            rows.append(
                {
                    "label": line.label,
                    "colour": colour,
                    "dashes": dashes,
                    "path": "".join(pieces),
                    "x": text(self._x(i)),
                    "y": text(self._y(value)),
                    "label_x": text(self.width - self.right + 8),
                    "at": self._y(value) + 4,
                }
            )
        return self._spread(rows)

    def _spread(self, rows):
        """Names of lines that end close together move apart, first down and then up from the axis."""
        rows_down = sorted(rows, key=lambda row: row["at"])
        at = -99.0
        for row in rows_down:
            at = row["at"] = max(row["at"], at + 15)
        at = self.height - self.BOTTOM + 19
        for row in reversed(rows_down):
            at = row["at"] = min(row["at"], at - 15)
            row["label_y"] = text(at)
        return rows

    @property
    def desc(self):
        if self.desc_text:
            return self.desc_text
        said = []
        for line in self.lines:
            known = [(self.labels[i], value) for i, value in enumerate(line.values) if value is not None]
            if known:
                (start, a), (end, b) = known[0], known[-1]
                said.append(f"{line.label}: dari {angka(a)} ({start}) menjadi {angka(b)} {self.unit} ({end})")
        return ". ".join(said) + "."

    def table(self):
        return {
            "caption": self.title,
            "head": ("Periode", *(f"{line.label} ({self.unit})" for line in self.lines)),
            "rows": [(label, *(angka(line.values[i]) for line in self.lines)) for i, label in enumerate(self.labels)],
        }
