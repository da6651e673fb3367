"""The week and the month of a calendar, with the ones before and after. Pure."""

import datetime as dt
from dataclasses import dataclass

from okoce.formats import bulan, rentang

WEEK = dt.timedelta(days=7)
DAY = dt.timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 2017, 2100


@dataclass(frozen=True)
class Span:
    """What one page shows. `weeks` are lists of seven days; `previous` and `following` are query parameters."""

    name: str
    first: dt.date
    last: dt.date
    weeks: list
    previous: dict
    following: dict
    as_week: dict
    as_month: dict
    is_month: bool


def span(params, today):
    """Return the Span that an address asks for: `minggu=2027-01-04`, `bulan=2027-01`, or the month of today."""
    if day := _day(params.get("minggu", "")):
        return of_week(day)
    return of_month(_day(f"{params.get('bulan', '')}-01") or today)


def of_month(day):
    first = day.replace(day=1)
    last = (first + 31 * DAY).replace(day=1) - DAY
    monday = _monday(first)
    weeks = [_week(monday + number * WEEK) for number in range(6) if monday + number * WEEK <= last]
    around = {"previous": _month(first - DAY), "following": _month(last + DAY)}
    return Span(bulan(first), first, last, weeks, **around, **_ways(first), is_month=True)


def of_week(day):
    first = _monday(day)
    last = first + 6 * DAY
    around = {"previous": {"minggu": f"{first - WEEK}"}, "following": {"minggu": f"{first + WEEK}"}}
    return Span(f"Minggu {rentang(first, last)}", first, last, [_week(first)], **around, **_ways(first), is_month=False)


def _ways(day):
    return {"as_week": {"minggu": f"{_monday(day)}"}, "as_month": _month(day)}


def _month(day):
    return {"bulan": f"{day:%Y-%m}"}


def _week(monday):
    return [monday + number * DAY for number in range(7)]


def _monday(day):
    return day - day.weekday() * DAY


def _day(text):
    """The day a text names, or None: also for a year in which nothing was or will be held."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
