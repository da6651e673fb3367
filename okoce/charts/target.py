"""A bar of one value against its target."""

from dataclasses import dataclass

from okoce.charts.picture import GOOD, SEA, text
from okoce.formats import angka, persen
from okoce.small_counts import HIDDEN, SIGN, Hidden, is_known


@dataclass(frozen=True)
class TargetBar:
    """One value against its target; the bar ends at the target or, when that is passed, at the value."""

    value: int | Hidden
    target: int | None

    @property
    def is_hidden(self):
        return self.value is HIDDEN

    @property
    def reached(self):
        return bool(self.target) and is_known(self.value) and self.value >= self.target

    @property
    def state(self):
        return "good" if self.reached else None

    @property
    def share(self):
        if self.is_hidden:
            return SIGN
        return persen(self.value, self.target) if self.target else "belum ada target"

    @property
    def desc(self):
        if self.is_hidden:
            return "disembunyikan"
        return f"{angka(self.value)} dari {angka(self.target)} ({self.share})" if self.target else angka(self.value)

    @property
    def _drawn(self):
        return self.value if is_known(self.value) else 0

    @property
    def length(self):
        return text(300 * self._drawn / max(self._drawn, self.target, 1)) if self.target else "0"

    @property
    def tick(self):
        return text(300 * (self.target or 0) / max(self._drawn, self.target or 1, 1))

    @property
    def colour(self):
        return GOOD if self.reached else SEA
