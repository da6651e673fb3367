"""A chart of the seven stages as a funnel."""

from dataclasses import dataclass
from functools import cached_property

from okoce.charts.picture import Chart, text
from okoce.formats import angka, persen


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

    ROW = 52

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
