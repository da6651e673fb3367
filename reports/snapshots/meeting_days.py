"""On which day the meeting about a fortnight is held. Pure."""

from datetime import timedelta

THURSDAY = 3
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat")
LAST_OF_THE_WEEK = len(WEEKDAYS) - 1


def day_after(ends_on, weekday, closed):
    """Return the first such weekday after a fortnight; where offices are closed, the next day on which they work.

    `closed`: days that hold public holidays.
    """
    day = ends_on + timedelta(days=(weekday - ends_on.weekday() - 1) % 7 + 1)
    while not is_working_day(day, closed):
        day += timedelta(days=1)
    return day


def is_working_day(day, closed):
    return day.weekday() <= LAST_OF_THE_WEEK and day not in closed
