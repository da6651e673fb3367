"""Changes of a year's rules, counted as their job counts them, and turns of the year."""

import datetime as dt

from okoce.clock import today
from participants.rules.actions import proposing
from tests.factories.people import make_user
from trainings.years.actions import turning


def make_rule_change(year, *, by=None, counts_from=None, is_counted=True, **values):
    """A proposal of other values: statements=2."""
    by = by or make_user("province", phone="+6281200007001")
    about = {"counts_from": counts_from or today(), "reason": "Sesuai SK baru"}
    change = proposing.propose(year, values, by=by, **about)
    if is_counted:
        count(change)
    return change


def count(change):
    """What the job of a proposal does."""
    proposing.count(change.pk)()
    change.refresh_from_db()
    return change


def make_year_turn(year, *, by=None, percent=100, number=None):
    """A proposal of the year after this one."""
    by = by or make_user("province", phone="+6281200007001")
    number = number or year.year + 1
    days = {"starts_on": dt.date(number, 1, 1), "ends_on": dt.date(number, 12, 31)}
    return turning.propose(year, year=number, percent=percent, by=by, **days)
