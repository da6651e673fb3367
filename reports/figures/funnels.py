"""How many go on from stage to stage, and where most are lost. Pure.

Shares are tenths of a percent as whole numbers: 622 is 62,2 %. A half is rounded up.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from okoce.small_counts import is_known

WITHIN_DAYS = 90


@dataclass(frozen=True)
class Step:
    """One stage of a funnel with the one before it; the first has none."""

    stage: str
    people: int
    before: str | None
    people_before: int | None
    first: int  # people of the first stage

    @property
    def lost(self):
        """People of the stage before who have not come to this one; none where more came here, or one is hidden."""
        return max(self.people_before - self.people, 0) if self._is_known else 0

    @property
    def _is_known(self):
        return is_known(self.people) and is_known(self.people_before)

    @property
    def of_before(self):
        """The share of the stage before that goes on; None for the first stage, of a hidden one, and of nobody."""
        return share(self.people, self.people_before) if self._is_known else None

    @property
    def of_first(self):
        return share(self.people, self.first) if is_known(self.people) and is_known(self.first) else None


@dataclass(frozen=True)
class Funnel:
    steps: tuple[Step, ...]

    @property
    def losses(self):
        """Steps that lose somebody, those that lose most people first; of as many, the earlier stage."""
        return tuple(sorted((step for step in self.steps if step.lost), key=lambda step: -step.lost))

    @property
    def largest_loss(self):
        return next(iter(self.losses), None)

    @property
    def steepest(self):
        """The step of which the smallest share goes on; of equal shares, the earlier. None where nobody is lost."""
        losing = (step for step in self.steps if step.lost)
        return min(losing, key=lambda step: step.people / step.people_before, default=None)


def funnel(counts):
    """The Funnel of [(stage, people)] in the order of the stages, the first being what the others are shares of.

    A hidden number is HIDDEN, or None as it is frozen; it takes part in no loss.
    """
    counts = list(counts)
    first = counts[0][1] if counts else 0
    pairs = zip([(None, None), *counts], counts, strict=False)
    return Funnel(tuple(Step(stage, people, before, number, first) for (before, number), (stage, people) in pairs))


def share(part, whole):
    """Tenths of a percent; None of nothing."""
    return (2000 * part + whole) // (2 * whole) if whole else None


def went_on_within(days, on: date, *, within=WITHIN_DAYS):
    """(went on in time, had the time) of [(day of the stage before, day of the stage or None)], as of a day.

    Only who reached the stage before at least `within` days ago had the time; a stage that was reached before the one
    before it, as years with a free order allow, counts too.
    """
    limit = timedelta(days=within)
    had_time = [(before, after) for before, after in days if before + limit <= on]
    return sum(after is not None and after <= before + limit for before, after in had_time), len(had_time)
