"""The portal's clock: instants are kept in UTC, days are counted in Jakarta (WIB)."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

WIB = ZoneInfo("Asia/Jakarta")


def now() -> datetime:
    return timezone.now()


def today() -> date:
    return wib_day(now())


def wib_day(instant: datetime) -> date:
    """The Jakarta day an instant counts in; an instant without a zone is refused."""
    if timezone.is_naive(instant):
        raise ValueError("An instant needs a time zone.")
    return instant.astimezone(WIB).date()


def day_starts_at(day: date) -> datetime:
    """The first instant of a Jakarta day; its last is just before `day_starts_at` of the next."""
    return datetime.combine(day, time.min, tzinfo=WIB)
