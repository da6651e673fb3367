"""One long bar: what is done, what is missing from the target, and where the pace stands."""

from dataclasses import dataclass

from okoce.charts.picture import Chart, text
from okoce.formats import angka


@dataclass(frozen=True)
class GapBar(Chart):
    """Done is solid, what is missing is an empty frame, the pace is a line: it reads in grey too."""

    done: int
    target: int
    pace: int
    width: int = 430
    height: int = 24

    @property
    def _scale(self):
        return self.width / max(self.target, self.done, self.pace, 1)

    @property
    def done_width(self):
        return text(self.done * self._scale)

    @property
    def missing_x(self):
        return text(self.done * self._scale + 1)

    @property
    def missing_width(self):
        return text(max((self.target - self.done) * self._scale - 2, 0))

    @property
    def pace_x(self):
        return text(min(self.pace * self._scale, self.width - 1.3))

    @property
    def desc(self):
        missing = max(self.target - self.done, 0)
        return (
            f"{self.title}: {angka(self.done)} selesai, {angka(missing)} lagi menuju target {angka(self.target)}, "
            f"laju kini {angka(self.pace)}."
        )
