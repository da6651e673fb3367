"""One stage over fortnights against its pace and its target."""

from dataclasses import dataclass
from functools import cached_property

from okoce.charts.picture import Chart, text
from okoce.formats import angka


@dataclass(frozen=True)
class PaceLine(Chart):
    """What is done is a thick line, the pace is dashed, the target is a line across; the gap is named at the end."""

    labels: tuple
    done: tuple  # as many as labels; None where it is hidden
    pace: tuple
    target: int = 0
    width: int = 330
    height: int = 178

    LEFT, RIGHT, TOP, BOTTOM = 46, 86, 12, 24

    @cached_property
    def top_value(self):
        return max(self.target, *self.pace, *(value or 0 for value in self.done), 1)

    def _x(self, i):
        return self.LEFT + (self.width - self.LEFT - self.RIGHT) * i / max(len(self.labels) - 1, 1)

    def _y(self, value):
        return self.height - self.BOTTOM - (self.height - self.BOTTOM - self.TOP) * value / self.top_value

    def _points(self, values):
        return " ".join(
            f"{text(self._x(i))},{text(self._y(value))}" for i, value in enumerate(values) if value is not None
        )

    @property
    def done_points(self):
        return self._points(self.done)

    @property
    def pace_points(self):
        return self._points(self.pace) if self.target else ""

    @property
    def right_x(self):
        return text(self.width - self.RIGHT)

    @property
    def grid(self):
        values = sorted({0, self.top_value // 2, self.top_value})
        return [
            {"y": text(self._y(value)), "text_y": text(self._y(value) + 3.7), "label": angka(value)} for value in values
        ]

    @property
    def ticks(self):
        last = len(self.labels) - 1
        shown = sorted({0, last // 2, last})
        y = text(self.height - 6)
        return [{"x": text(self._x(i)), "y": y, "label": self.labels[i]} for i in shown]

    @property
    def end(self):
        """Where the line ends; None where that is hidden."""
        value = self.done[-1]
        return None if value is None else {"x": text(self._x(len(self.done) - 1)), "y": text(self._y(value))}

    @cached_property
    def names(self):
        """What stands at the right of the lines, moved apart where it would overlap."""
        rows = []
        if self.target:
            rows = [
                {"label": f"target {angka(self.target)}", "at": self._y(self.target), "kind": "target"},
                {"label": f"laju {angka(self.pace[-1])}", "at": self._y(self.pace[-1]), "kind": "pace"},
            ]
        if self.done[-1] is not None:
            rows.append({"label": f"{angka(self.done[-1])} selesai", "at": self._y(self.done[-1]), "kind": "done"})
        at = -99.0
        for row in sorted(rows, key=lambda row: row["at"]):
            at = row["at"] = max(row["at"], at + 14)
        at = self.height - self.BOTTOM + 14
        for row in sorted(rows, key=lambda row: -row["at"]):
            at = row["at"] = min(row["at"], at - 14)
            row["y"] = text(at + 3.7)
        return rows

    @property
    def label_x(self):
        return text(self.width - self.RIGHT + 9)

    @property
    def desc(self):
        known = [(label, value) for label, value in zip(self.labels, self.done, strict=True) if value is not None]
        if not known:
            return f"{self.title}: angka disembunyikan."
        (start, first), (end, last) = known[0], known[-1]
        words = f"{self.title}: dari {angka(first)} ({start}) menjadi {angka(last)} orang ({end})"
        return f"{words}, laju {angka(self.pace[-1])}, target {angka(self.target)}." if self.target else f"{words}."
