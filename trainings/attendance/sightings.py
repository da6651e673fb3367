"""What a browser or a paper says of one seat: present or absent, seen when, under an id of its own."""

import datetime as dt
import json
import uuid
from typing import NamedTuple

MOST = 500  # at once


class Sighting(NamedTuple):
    """`at` is None where nobody knows when."""

    id: uuid.UUID
    seat: int
    is_present: bool
    at: dt.datetime | None = None


def parse(text):
    """[Sighting] from the JSON a page sent, without what is no sighting."""
    try:
        rows = json.loads(text)
    except ValueError:
        return []
    found = (one(row.get("id"), row.get("seat"), row.get("present"), row.get("at")) for row in _objects(rows)[:MOST])
    return [sighting for sighting in found if sighting]


def one(mark_id, seat, is_present, at):
    """A Sighting of what was sent, None where anything is missing or wrong."""
    try:
        found = Sighting(uuid.UUID(str(mark_id)), int(seat), bool(is_present), dt.datetime.fromisoformat(str(at)))
    except (OverflowError, TypeError, ValueError):
        return None
    return found if found.at.tzinfo and 0 < found.seat < 2**63 else None


def within(sighting, first, last):
    """The same, not seen before the door was opened nor in the time to come: clocks of phones are wrong."""
    if sighting.at is None:
        return sighting
    return sighting._replace(at=min(max(sighting.at, first), last))


def latest_by_seat(sightings):
    """Of several words of one officer about a seat the last one counts."""
    last = {}
    for sighting in sightings:
        known = last.get(sighting.seat)
        if known is None or known.at is None or (sighting.at and sighting.at >= known.at):
            last[sighting.seat] = sighting
    return last


def _objects(rows):
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
