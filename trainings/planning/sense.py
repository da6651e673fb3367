"""What no session can be: 71 hours long, in 2099, over before it is planned, larger than its hall. Pure."""

import datetime as dt
from itertools import pairwise

from okoce.clock import wib_day
from okoce.formats import angka, hari, rentang

LONGEST = dt.timedelta(hours=12)


def of_meetings(meetings, *, years, at):
    """Return the sentences that speak against meetings, (start, end) pairs.

    `years`: (first, last) day of each programme year. `at`: the instant of asking; what began before is not planned.
    """
    found = [sentence for start, end in meetings for sentence in _of_one(start, end, years=years, at=at)]
    found += [overlap(one, other) for one, other in pairwise(sorted(meetings))]
    return [sentence for sentence in found if sentence]


def too_long(start, end):
    """Return what to say of a meeting that nobody holds; an empty text for one of a possible length."""
    if end - start <= LONGEST:
        return ""
    hours = (end - start) / dt.timedelta(hours=1)
    most = LONGEST // dt.timedelta(hours=1)
    return f"Pertemuan {rentang(start, end)} berlangsung {angka(hours)} jam; paling lama {most} jam."


def overlap(one, other):
    """Return what to say of two meetings of one session, (start, end) pairs in their order, that run into each other;
    an empty text when they do not."""
    if other[0] >= one[1]:
        return ""
    return f"Dua pertemuan sesi ini bertumpuk: {rentang(*one)} dan {rentang(*other)}."


def of_capacity(seats, places, name):
    """Return the sentences that speak against so many seats in a venue of so many places; None: not known."""
    if seats < 1:
        return ["Sesi perlu paling sedikit satu kursi."]
    if places is not None and seats > places:
        return [f"{angka(seats)} kursi melebihi daya tampung {name} ({angka(places)} orang)."]
    return []


def _of_one(start, end, *, years, at):
    if end <= start:
        yield f"Jam selesai harus sesudah jam mulai ({hari(start)})."
        return
    yield too_long(start, end)
    if not any(first <= wib_day(start) <= wib_day(end) <= last for first, last in years):
        yield f"{hari(start)} di luar semua tahun program. Periksa tahunnya."
    elif start <= at:
        yield f"Pertemuan {rentang(start, end)} sudah lewat."
