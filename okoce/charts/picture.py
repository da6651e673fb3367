"""What every picture has, and its colours."""

from dataclasses import dataclass

FONT = "Plus Jakarta Sans"
INK, SEA, GOOD = "#17262f", "#0b4f79", "#17693c"


def text(value):
    """A coordinate: at most one decimal, so the same drawing is always the same bytes."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


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
