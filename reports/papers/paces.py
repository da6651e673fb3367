"""Gaps, paces and losses worked out from frozen figures; what is hidden stays hidden in all that follows from it. Pure.

A hidden count is None, and so is what could be worked out from it.
"""

from datetime import date, timedelta

from okoce.formats import UNKNOWN, angka, persen
from okoce.programme.stages import Stage
from okoce.small_counts import SIGN as HIDDEN
from reports.figures import funnels

FORTNIGHT = 14


def shown(count):
    """A count as it stands on paper."""
    return HIDDEN if count is None else angka(count)


def changed(count):
    """A change with its sign."""
    return f"+{angka(count)}" if count and count > 0 else shown(count)


def share(part, whole):
    """Per cent, HIDDEN where one of both is; unknown of nothing."""
    if part is None or whole is None:
        return HIDDEN
    return persen(part, whole) if whole else UNKNOWN


def minus(count, other):
    return None if count is None or other is None else count - other


def expected(row, figures):
    """People a stage would have by now if the year's target came in evenly."""
    return row["target"] * figures["days_passed"] // figures["days_total"]


def gap(row):
    """People still missing from the year's target; None where it is hidden."""
    return None if row["people"] is None else max(row["target"] - row["people"], 0)


def behind(row, figures):
    """People missing from the pace; None where it is hidden."""
    return None if row["people"] is None else max(expected(row, figures) - row["people"], 0)


def lead(figures):
    """The stage that a paper opens with: training, as the meeting does, else the furthest behind; None without any."""
    aimed = [row for row in figures["stages"] if row["target"] and row["people"] is not None]
    training = next((row for row in aimed if row["stage"] == Stage.TRAINING), None)
    return training or min(
        aimed, key=lambda row: (row["people"] - expected(row, figures)) / row["target"], default=None
    )


def largest_loss(figures):
    """(stage, the next, people lost between them), or None."""
    return _pair(figures, _way(figures).largest_loss)


def steepest_loss(figures):
    """The same where the smallest share goes on."""
    return _pair(figures, _way(figures).steepest)


def _way(figures):
    return funnels.funnel([(row["stage"], row["people"]) for row in figures["stages"]])


def _pair(figures, step):
    rows = {row["stage"]: row for row in figures["stages"]}
    return (rows[step.before], rows[step.stage], step.lost) if step else None


def fortnights_left(figures):
    return -(-max(figures["days_total"] - figures["days_passed"], 0) // FORTNIGHT)


def year_ends_on(figures):
    return _day(figures["cut_off_on"]) + timedelta(days=figures["days_total"] - figures["days_passed"])


def needed_a_fortnight(row, figures):
    """People a fortnight must bring from now on; None when the year is over or the count hidden."""
    left = fortnights_left(figures)
    return -(-gap(row) // left) if left and gap(row) is not None else None


def passed_by(day, figures):
    """Days of the year that had passed on a day written as text."""
    return figures["days_passed"] - (_day(figures["cut_off_on"]) - _day(day)).days


def _day(text):
    return date.fromisoformat(text)
