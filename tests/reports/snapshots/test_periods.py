"""Reporting periods."""

import datetime as dt
import itertools

import pytest

from reports.snapshots.actions import periods
from reports.snapshots.models import Period
from tests.factories.years import make_year

pytestmark = pytest.mark.django_db


def test_the_fortnights_cover_the_year_without_a_gap():
    year = make_year(2026)

    periods.make(year)
    periods.make(year)

    found = list(Period.objects.order_by("number"))
    assert [period.number for period in found] == list(range(1, 28))
    assert (found[0].starts_on, found[0].ends_on) == (dt.date(2026, 1, 1), dt.date(2026, 1, 14))
    assert (found[-1].starts_on, found[-1].ends_on) == (dt.date(2026, 12, 31), dt.date(2026, 12, 31))
    for before, after in itertools.pairwise(found):
        assert after.starts_on - before.ends_on == dt.timedelta(days=1)


def test_current_and_last_finished_follow_the_day():
    periods.make(make_year(2026))

    def numbers(day):
        return [period and period.number for period in (periods.current(day), periods.last_finished(day))]

    assert numbers(dt.date(2026, 1, 14)) == [1, None]
    assert numbers(dt.date(2026, 1, 15)) == [2, 1]
    assert numbers(dt.date(2027, 2, 1)) == [None, 27]
