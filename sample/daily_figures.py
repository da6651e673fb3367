"""The figures that are counted once a day: as of the fortnight that ended last, and of today."""

from reports.figures import actions


def keep(ground):
    ended = [ends_on for _, ends_on in ground.year.fortnights if ends_on < ground.today]
    for day in (*ended[-1:], ground.today):
        actions.keep(ground.year, day)
