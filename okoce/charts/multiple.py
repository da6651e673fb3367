"""One of many small charts of the same scale: a line against the pace it needs."""

from dataclasses import dataclass

from okoce.charts.picture import SEA, text
from okoce.small_counts import is_known

BAD = "#a8211a"


@dataclass(frozen=True)
class Multiple:
    """Values over time as shares of `whole`, with the needed ones dashed. Its words stand next to it."""

    values: tuple  # None or HIDDEN where nothing is drawn
    needed: tuple
    whole: int
    is_behind: bool = False

    WIDTH, HEIGHT, EDGE = 104, 52, 2

    @property
    def template(self):
        return "charts/multiple.svg"

    @property
    def viewbox(self):
        return f"0 0 {self.WIDTH} {self.HEIGHT}"

    @property
    def line(self):
        return self._points(self.values)

    @property
    def pace(self):
        return self._points(self.needed)

    @property
    def end(self):
        known = [(i, value) for i, value in enumerate(self.values) if is_known(value)]
        return dict(zip(("x", "y"), self._point(*known[-1]), strict=True)) if known else None

    @property
    def colour(self):
        return BAD if self.is_behind else SEA

    def _points(self, values):
        return " ".join(",".join(self._point(i, value)) for i, value in enumerate(values) if is_known(value))

    def _point(self, i, value):
        step = (self.WIDTH - 2 * self.EDGE) / max(len(self.values) - 1, 1)
        room = self.HEIGHT - 2 * self.EDGE
        return text(self.EDGE + i * step), text(self.HEIGHT - self.EDGE - room * min(value / max(self.whole, 1), 1))
