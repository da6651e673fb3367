"""A chart of lines over periods."""

from dataclasses import dataclass
from functools import cached_property
from math import floor, log10

from okoce.charts.picture import Chart, text
from okoce.formats import angka
from okoce.small_counts import is_known

LINE_LOOKS = (  # colour, dashes, so that lines differ on a grey printer too
    ("#0b4f79", "none"),
    ("#b35900", "7 4"),
    ("#17693c", "2 4"),
    ("#51616c", "12 3 2 3"),
)


@dataclass(frozen=True)
class Line:
    label: str
    values: tuple  # as many as the chart has labels; None or HIDDEN where nothing is drawn


@dataclass(frozen=True)
class Trend(Chart):
    """Lines over time, from zero, each named at its end, with its own dashes."""

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
        most = max((value for line in self.lines for value in line.values if is_known(value)), default=0)
        rough = max(most, 4) / 4
        power = 10 ** floor(log10(rough))
        return next(int(factor * power) for factor in (1, 2, 5, 10) if factor * power >= rough) or 1

    @cached_property
    def top_value(self):
        most = max((value for line in self.lines for value in line.values if is_known(value)), default=0)
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
            known = [(i, value) for i, value in enumerate(line.values) if is_known(value)]
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
            known = [(self.labels[i], value) for i, value in enumerate(line.values) if is_known(value)]
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
