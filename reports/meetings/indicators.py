"""The figures that an action may be measured by: the people who hold a stage.

`read` is the one place of this room that asks for figures by their keys: for many, all regions and one day at once.
"""

from typing import NamedTuple

from okoce.programme.stages import Stage
from reports.figures import registry

CHOICES = [(stage.value, stage.label) for stage in Stage]
UNIT = "orang"


class Indicator(NamedTuple):
    key: str
    name: str
    unit: str

    @classmethod
    def of(cls, key):
        return cls(key, Stage(key).label, UNIT)


def read(keys, year, level, on, *, known_at=None):
    """Return {key: {region code: value}} on a day, as was known at an instant. The same statements for all keys."""
    return registry.read(keys, year, level, on, known_at=known_at)
