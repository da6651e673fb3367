"""The fortnights of a programme year."""

from datetime import timedelta

from okoce.clock import today
from reports.models import Period

DAYS = 14


def make(year):
    """Write the year's periods that are not there yet: the first begins with the year, the last ends with it."""
    starts = []
    day = year.starts_on
    while day <= year.ends_on:
        starts.append(day)
        day += timedelta(days=DAYS)
    Period.objects.bulk_create(
        (
            Period(
                programme_year=year,
                number=number,
                starts_on=start,
                ends_on=min(start + timedelta(days=DAYS - 1), year.ends_on),
            )
            for number, start in enumerate(starts, start=1)
        ),
        ignore_conflicts=True,
    )


def current(day=None):
    """The period a day lies in; None outside every programme year."""
    day = day or today()
    return Period.objects.filter(starts_on__lte=day, ends_on__gte=day).select_related("programme_year").first()


def last_finished(day=None):
    """The newest period that ended before a day."""
    day = day or today()
    return Period.objects.filter(ends_on__lt=day).select_related("programme_year").order_by("-ends_on").first()
