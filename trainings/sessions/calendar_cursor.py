"""The session a page of the calendar begins beside, as its address names it: the instant it starts, and its number.

Both stand in the address, so that a deep page asks no more of the database than the first.
"""

import datetime as dt
from dataclasses import dataclass

from okoce.pk_parsing import row_number

_FIRST = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_TICK = dt.timedelta(microseconds=1)
_LAST = (dt.datetime(9999, 1, 1, tzinfo=dt.UTC) - _FIRST) // _TICK


@dataclass(frozen=True)
class Neighbour:
    pk: int
    starts_at: dt.datetime


def name_of(session):
    return f"{(session.starts_at - _FIRST) // _TICK}-{session.pk}"


def named(text):
    """The neighbour an address names, or None."""
    ticks, _, number = (text or "").partition("-")
    ticks, number = row_number(ticks), row_number(number)
    if ticks is None or number is None or ticks > _LAST:
        return None
    return Neighbour(number, _FIRST + ticks * _TICK)
