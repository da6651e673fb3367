"""Meetings as entries of a calendar (RFC 5545): pure, the same entries give the same bytes.

A calendar takes an entry for the same one by its UID and for a newer one by its SEQUENCE.
"""

from datetime import UTC, datetime
from typing import NamedTuple

PRODUCT = "-//Portal OK OCE//Pelatihan//ID"
CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"


class Entry(NamedTuple):
    uid: str
    sequence: int
    status: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    location: str
    changed_at: datetime
    url: str = ""
    description: str = ""


def written(entries, *, name):
    """Return the bytes of a calendar called `name`, times in UTC so that no time zone has to be described."""
    from icalendar import Calendar  # 5 MB, and most web workers never write one

    calendar = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", "PUBLISH"), ("x-wr-calname", name)):
        calendar.add(key, value)
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def _event(entry):
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("status", entry.status)
    event.add("summary", entry.summary)
    event.add("location", entry.location)
    for key in ("url", "description"):
        if value := getattr(entry, key):
            event.add(key, value)
    return event
