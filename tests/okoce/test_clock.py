"""Days and instants in Jakarta."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from okoce import clock
from tests import badinput

pytestmark = pytest.mark.once


@pytest.mark.parametrize("case", badinput.cases("instants.json"), ids=lambda case: case["id"])
def test_an_instant_counts_in_its_jakarta_day_month_year_and_week(case):
    day = clock.wib_day(datetime.fromisoformat(case["utc"]))

    answer = (day.isoformat(), f"{day:%Y-%m}", day.year, f"{day:%G-W%V}")

    assert answer == (case["date"], case["month"], case["year"], case["iso_week"])


@time_machine.travel(datetime(2026, 12, 31, 17, 0, tzinfo=UTC), tick=False)
def test_the_new_year_begins_at_midnight_in_jakarta():
    assert clock.now() == datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    assert clock.today() == date(2027, 1, 1)


def test_a_day_starts_at_midnight_in_jakarta():
    start = clock.day_starts_at(date(2026, 12, 1))

    assert start == datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    assert clock.wib_day(start) == date(2026, 12, 1)
    assert clock.wib_day(start - timedelta(microseconds=1)) == date(2026, 11, 30)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        clock.wib_day(datetime(2026, 11, 21, 9, 0))  # noqa: DTZ001
