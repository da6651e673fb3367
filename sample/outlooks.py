"""Targets that some kecamatan will reach, may reach or will miss, so that a forecast in each of its words is seen."""

from bisect import bisect_left

from okoce import history
from okoce.accounts.areas import Area
from okoce.clock import today
from okoce.programme.models import Target
from okoce.programme.stages import Stage
from okoce.regions.levels import Level
from reports.figures import counted
from reports.forecast import records
from reports.forecast.forecasts import Outcome, forecast
from reports.forecast.yields import LOOKED_BACK

STAGE = Stage.TRAINING
ORDER = (Outcome.REACHED, Outcome.LIKELY, Outcome.OPEN, Outcome.UNLIKELY, Outcome.OUT_OF_REACH)  # as a target grows
WANTED = {
    "31.73.05": Outcome.REACHED,
    "31.73.01": Outcome.LIKELY,
    "31.73.06": Outcome.OPEN,
    "31.73.03": Outcome.UNLIKELY,
}
WITHOUT_SESSIONS, WITHOUT_TARGET = "31.72.05", "31.71.05"


def aim(year):
    """Give each of WANTED a target of which that is forecast, where one is, and one kecamatan none."""
    on = today()
    held, before = records.history(year, STAGE, on)
    planned = records.planned(year, Area.everywhere(), on)
    people = counted.stage_counts(year, Level.KECAMATAN, on)
    with history.paused():
        for code, outcome in WANTED.items():
            known = people[code][STAGE], held.get(code, [])[-LOOKED_BACK:], planned[code]
            if target := _target_of(outcome, *known, before=before, seed=f"{year.year} {STAGE} {code}"):
                Target.objects.filter(programme_year=year, kecamatan=code, stage=STAGE).update(people=target)
        Target.objects.filter(programme_year=year, kecamatan=WITHOUT_TARGET, stage=STAGE).delete()


def _target_of(outcome, people, held, planned, *, before, seed):
    """A target amid those with this outcome, or a little less than what is reached; None where there is no such one."""
    if outcome == Outcome.REACHED:
        return people * 9 // 10

    def place_of(target):
        found = forecast(target, people, held, planned, before=before, seed=seed).outcome
        return ORDER.index(found) if found in ORDER else len(ORDER)

    targets = range(people + 1, people + sum(row.seats for row in planned) + 2)
    first, after = (bisect_left(targets, ORDER.index(outcome) + more, key=place_of) for more in (0, 1))
    return targets[(first + after - 1) // 2] if first < after else None
