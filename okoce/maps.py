"""The map of areas in five classes from few to many, from outlines that are drawn already (scripts/draw_map.py).

Ten units are a pixel at the size a page reserves, so that coordinates are whole numbers.
"""

from dataclasses import dataclass
from functools import cached_property

from okoce.charts import INK, Chart
from okoce.formats import angka, persen
from okoce.small_counts import HIDDEN, is_known

CLASSES = ("#dde9f1", "#b3d1e3", "#7fb0cd", "#357fa9", "#0a3a5a")  # light to dark, few to many
MARKS = ("", "M10 10h10v10h-10z", "M0 60L60 0", "M0 60L60 0M0 0L60 60", "")  # hatching, denser as the shade gets darker
NO_DATA = "#ffffff"
WHITE = {None: "belum ada data", HIDDEN: "disembunyikan"}  # what else than a class a place may be


@dataclass(frozen=True)
class Outlines:
    """Paths by area code, the borders between groups of areas, and (name, x, y) of each group's name."""

    width: int
    height: int
    paths: dict
    borders: str = ""
    labels: tuple = ()
    windows: tuple = ()  # (code, x, y, width, height) of areas drawn in a window of their own


@dataclass(frozen=True)
class Area:
    code: str
    name: str
    value: float | None
    url: str = ""


@dataclass(frozen=True)
class Map(Chart):
    """Areas in five classes from few to many; each class has its shade and its hatching."""

    areas: tuple
    outlines: Outlines
    unit: str = "orang"
    thresholds: tuple = ()  # the lowest value of classes 2 to 5; without: a fifth of the areas in each
    is_share: bool = False  # values are shares of 1, written as per cent
    desc_text: str = ""

    LEGEND = 660  # units high

    @property
    def width(self):
        return self.outlines.width

    @property
    def height(self):
        return self.outlines.height + self.LEGEND

    @property
    def shown_size(self):
        """Width and height in pixels, reserved before a style sheet decides."""
        return {"width": self.width // 10, "height": self.height // 10}

    @property
    def has_links(self):
        return any(area.url for area in self.areas)

    def words(self, value):
        if not is_known(value):
            return WHITE[value]
        return persen(value) if self.is_share else f"{angka(value)} {self.unit}"

    @cached_property
    def steps(self):
        if self.thresholds:
            return tuple(self.thresholds)
        known = sorted(area.value for area in self.areas if is_known(area.value))
        if not known:
            return ()
        return tuple(sorted({known[len(known) * k // 5] for k in range(1, 5)} - {known[0]}))

    def class_of(self, value):
        """0 for the fewest to 4 for the most, None for not known."""
        if not is_known(value):
            return None
        return sum(value >= step for step in self.steps)

    def _look(self, number):
        """Shade and hatching of a class; the hatching lies over the shade."""
        hatching = f"url(#{self.id}-k{number})" if number is not None and MARKS[number] else ""
        return {"colour": NO_DATA if number is None else CLASSES[number], "hatching": hatching}

    @property
    def patterns(self):
        return [
            {"id": f"{self.id}-k{i}", "mark": mark, "stroke": "#0b4f79" if i < 3 else "#dcebf4"}
            for i, mark in enumerate(MARKS[: len(self.steps) + 1])
            if mark
        ]

    @cached_property
    def drawn(self):
        bounds = {code: {"x": x, "y": y, "width": w, "height": h} for code, x, y, w, h in self.outlines.windows}
        return [
            {
                "name": area.name,
                "title": f"{area.name}: {self.words(area.value)}",
                "path": self.outlines.paths[area.code],
                "id": f"{self.id}-{area.code.replace('.', '')}",
                **self._look(self.class_of(area.value)),
                "url": area.url,
                "box": bounds.get(area.code),
                "edge": "#ffffff" if is_known(area.value) else "#85919a",
                "ink": self._ink(area.value),
            }
            for area in self.areas
            if area.code in self.outlines.paths
        ]

    def _ink(self, value):
        return "#ffffff" if (self.class_of(value) or 0) >= 3 else INK

    @property
    def legend_title(self):
        white = [word for value, word in WHITE.items() if any(area.value is value for area in self.areas)]
        unit = "Persen" if self.is_share else f"Jumlah ({self.unit})"
        return f"{unit} · putih: {' atau '.join(white)}" if white else unit

    @property
    def legend_y(self):
        return self.outlines.height + 180

    @property
    def windows(self):
        """The inset's boxes with their short name and where it stands."""
        names = {area.code: area for area in self.areas}
        return [
            {
                "label": names[code].name.removeprefix("Kepulauan Seribu "),
                "x": x + 40,
                "y": y + 120,
                "above": y - 50,
                "ink": self._ink(names[code].value),
            }
            for code, x, y, _, _ in self.outlines.windows
            if code in names
        ]

    @property
    def legend(self):
        ends = [None, *self.steps, None]
        swatch = self.width // 5
        top = self.outlines.height + 260
        rows = []
        for i in range(len(self.steps) + 1):
            low, high = ends[i], ends[i + 1]
            rows.append(
                {
                    **self._look(i),
                    "x": i * swatch,
                    "y": top,
                    "width": swatch - 40,
                    "text_y": top + 300,
                    "label": self._range(low, high),
                }
            )
        return rows

    def _range(self, low, high):
        write = (lambda value: persen(value)) if self.is_share else angka
        if low is None:
            return f"< {write(high)}" if high is not None else "semua"
        if high is None:
            return f"{write(low)} +"
        if not self.is_share and isinstance(high, int):
            return write(low) if high - 1 == low else f"{write(low)}–{write(high - 1)}"
        return f"{write(low)}–{write(high)}"

    @property
    def desc(self):
        if self.desc_text:
            return self.desc_text
        known = sorted((a for a in self.areas if is_known(a.value)), key=lambda a: (a.value, a.name))
        if not known:
            return "Belum ada data."
        low, high = known[0], known[-1]
        return (
            f"Peta {angka(len(self.areas))} wilayah. Terbanyak: {high.name}, {self.words(high.value)}. "
            f"Paling sedikit: {low.name}, {self.words(low.value)}."
        )

    def table(self):
        return {
            "caption": self.title,
            "head": ("Wilayah", "Persen" if self.is_share else f"Jumlah ({self.unit})"),
            "rows": [(a.name, persen(a.value) if self.is_share else angka(a.value)) for a in self.areas],
        }
