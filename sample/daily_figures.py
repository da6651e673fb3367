"""The figures that are counted once a day: as of the fortnight that ended last, and of today."""

import datetime as dt

from okoce.clock import day_starts_at
from reports.figures import actions

NIGHT = dt.timedelta(hours=22)  # before the edition of that fortnight was frozen (sample/fortnights.py)


def keep(ground):
    ended = [ends_on for _, ends_on in ground.year.fortnights if ends_on < ground.today]
    for day in ended[-1:]:
        actions.keep(ground.year, day, counted_at=day_starts_at(day) + NIGHT)
    actions.keep(ground.year, ground.today)
