"""The fortnights of a programme year."""

from okoce.clock import today
from okoce.programme.models import FORTNIGHT
from reports.snapshots.models import Period

DAYS = FORTNIGHT.days


def make(year):
    """Write the year's periods that are not there yet."""
    Period.objects.bulk_create(
        (
            Period(programme_year=year, number=number, starts_on=starts_on, ends_on=ends_on)
            for number, (starts_on, ends_on) in enumerate(year.fortnights, start=1)
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
