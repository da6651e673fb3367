"""Which openings of an hour are unusual. Pure: rows of the log in, counts out."""

import datetime as dt

from okoce.accounts.access_acts import Act
from okoce.clock import WIB

LISTS_LAST = dt.timedelta(hours=24)  # whom a list showed may be opened for a day
SINGLE = {Act.OPEN, Act.UNMASK}


def of_hour(rows, listed, hour_at, limits):
    """Return {kind: people} of what one account saw in an hour, where it reaches a limit.

    `listed` are the people who stood in its lists of the last day. A row of several people is a list, whatever its
    page calls it: nobody was opened singly.
    """
    singly = {row.subject_id for row in rows if row.act in SINGLE and row.subject_id}
    opened = singly | {pk for row in rows if row.act == Act.EXPORT for pk in row.ids}
    counts = {
        "many": len(singly),
        "night": len(opened) if _is_night(hour_at, limits) else 0,
        "outside": len(singly - listed),
    }
    return {kind: people for kind, people in counts.items() if people >= limits[kind]}


def _is_night(hour_at, limits):
    starts, ends = limits["night_hours"]
    hour = hour_at.astimezone(WIB).hour
    return hour >= starts or hour < ends
