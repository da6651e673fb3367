"""On which day the meeting about a fortnight is held."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from okoce.clock import today
from reports.snapshots import meeting_days
from reports.snapshots.actions import periods
from reports.snapshots.models import Period
from tests.factories.people import make_user
from tests.factories.reports import make_period
from tests.factories.years import make_year
from tests.refusals import refusal


@pytest.mark.once
@pytest.mark.parametrize(
    ("ends_on", "weekday", "closed", "expected"),
    [
        ("2026-11-18", 3, (), "2026-11-19"),
        ("2026-11-18", 2, (), "2026-11-25"),
        ("2026-11-18", 3, ("2026-11-19",), "2026-11-20"),
        ("2026-12-30", 3, ("2026-12-31", "2027-01-01"), "2027-01-04"),
    ],
)
def test_the_first_such_weekday_after_the_period_on_which_offices_work(ends_on, weekday, closed, expected):
    day = dt.date.fromisoformat

    assert meeting_days.day_after(day(ends_on), weekday, {day(each) for each in closed}) == day(expected)


@pytest.mark.django_db
def test_public_holidays_are_skipped_in_a_year(monkeypatch):
    monkeypatch.setattr(periods.public_holidays, "names", lambda years: {dt.date(2026, 5, 7): "Libur"})
    periods.make(make_year(2026))

    found = dict(Period.objects.values_list("number", "meeting_on"))
    assert found[1] == dt.date(2026, 1, 15)
    assert found[9] == dt.date(2026, 5, 8)
    assert all(day.weekday() == meeting_days.THURSDAY for number, day in found.items() if number in (2, 3, 10, 23))


@pytest.mark.django_db
def test_another_weekday_moves_what_is_to_come_and_was_not_chosen():
    year, by = make_year(), make_user("province")
    held, chosen, coming = (make_period(ended_days_ago=days) for days in (15, -3, -17))
    day = coming.ends_on + dt.timedelta(days=1)
    Period.objects.filter(pk=chosen.pk).update(meeting_moved_by=by)

    moved = periods.set_weekday(year, (day.weekday() + 2) % 5, by=by)

    coming.refresh_from_db()
    assert moved == 1
    assert coming.meeting_on > day
    assert periods.weekday_of(year) == (day.weekday() + 2) % 5
    for period in (held, chosen):
        assert Period.objects.get(pk=period.pk).meeting_on == period.meeting_on


def next_working_day(day):
    while day.weekday() > meeting_days.LAST_OF_THE_WEEK:
        day += dt.timedelta(days=1)
    return day


@pytest.mark.django_db
def test_one_meeting_is_moved_until_it_is_held(monkeypatch):
    monkeypatch.setattr(periods.public_holidays, "names", lambda years: {})
    by, period = make_user("province"), make_period(ended_days_ago=-1)
    day = next_working_day(period.ends_on + dt.timedelta(days=3))

    moved = periods.move_meeting(period, day, by=by)

    assert (moved.meeting_on, moved.meeting_moved_by) == (day, by)
    with pytest.raises(PermissionDenied):
        periods.move_meeting(period, day, by=make_user("staff"))
    assert refusal(periods.move_meeting, make_period(ended_days_ago=9), today(), by=by) == periods.HELD


@pytest.mark.django_db
def test_a_day_that_cannot_be_is_refused(monkeypatch):
    by, period = make_user("province"), make_period(ended_days_ago=-3)
    sunday = period.ends_on + dt.timedelta(days=6 - period.ends_on.weekday() or 7)
    monkeypatch.setattr(periods.public_holidays, "names", lambda years: {sunday: "Natal"})

    assert refusal(periods.move_meeting, period, today() - dt.timedelta(days=1), by=by) == periods.PAST
    assert "sesudah periodenya berakhir" in refusal(periods.move_meeting, period, period.ends_on, by=by)
    assert "paling lambat" in refusal(periods.move_meeting, period, period.ends_on + dt.timedelta(days=15), by=by)
    assert "(Natal)" in refusal(periods.move_meeting, period, sunday, by=by)
