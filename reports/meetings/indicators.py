"""The figures that an action may be measured by: the people who hold a stage.

`read` is the one place of this room that asks for figures: for many keys, all regions and one day at once.
"""

from typing import NamedTuple

from okoce.programme.stages import Stage
from reports.figures import counted

CHOICES = [(stage.value, stage.label) for stage in Stage]
UNIT = "orang"


class Indicator(NamedTuple):
    key: str
    name: str
    unit: str

    @classmethod
    def of(cls, key):
        return cls(key, Stage(key).label, UNIT)


def read(keys, year, level, on, *, area=counted.EVERYWHERE):
    """Return {key: {region code: value}} on a day, with 0 for who is not named. Two queries for all keys."""
    counts = counted.stage_counts(year, level, on, area=area)
    return {key: {code: people[key] for code, people in counts.items() if people[key]} for key in keys}
