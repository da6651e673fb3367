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
    found = []
    for start, end in meetings:
        found += _of_one(start, end, years=years, at=at)
    for (first, first_end), (second, second_end) in pairwise(sorted(meetings)):
        if second < first_end:
            found.append(
                f"Dua pertemuan sesi ini bertumpuk: {rentang(first, first_end)} dan {rentang(second, second_end)}."
            )
    return found


def too_long(start, end):
    """Return what to say of a meeting that nobody holds; an empty text for one of a possible length."""
    if end - start <= LONGEST:
        return ""
    hours = (end - start) / dt.timedelta(hours=1)
    most = LONGEST // dt.timedelta(hours=1)
    return f"Pertemuan {rentang(start, end)} berlangsung {angka(hours)} jam; paling lama {most} jam."


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
    if sentence := too_long(start, end):
        yield sentence
    if not any(first <= wib_day(start) <= wib_day(end) <= last for first, last in years):
        yield f"{hari(start)} di luar semua tahun program. Periksa tahunnya."
    elif start <= at:
        yield f"Pertemuan {rentang(start, end)} sudah lewat."
