"""A bar of one value against its target."""

from dataclasses import dataclass

from okoce.charts.picture import GOOD, SEA, text
from okoce.formats import angka, persen


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
