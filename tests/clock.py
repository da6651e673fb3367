"""The clock of the tests: OKOCE_TEST_CLOCK=2027-01-01T00:20 moves it to that instant, and it runs on from there.

An instant without a zone is WIB. The first process that reads the variable turns the instant into seconds, "+2910512",
so that every process it starts has the same clock. The monotonic clock, the database, Redis and Chromium keep theirs.
"""

import datetime as dt
import os
import time
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import time_machine

VARIABLE = "OKOCE_TEST_CLOCK"
WIB = ZoneInfo("Asia/Jakarta")
LONGEST_TEST = dt.timedelta(minutes=10)


def seconds_of(text):
    """Return how far from now the text asks for: "+90", "-90" or an instant. Raise ValueError for others."""
    if text[:1] in ("+", "-"):
        return float(text)
    instant = dt.datetime.fromisoformat(text)
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=WIB)
    return instant.timestamp() - time.time()


def start():
    """Shift the clock of this process and of those it starts, once; without the variable it stays as it is."""
    if (text := os.environ.get(VARIABLE)) and not time_machine.escape_hatch.is_travelling():
        seconds = seconds_of(text)
        os.environ[VARIABLE] = f"{seconds:+}"
        time_machine.travel(dt.timedelta(seconds=seconds)).start()
        time.time()  # the travel is counted from the first time that is asked for


@contextmanager
def one_day():
    """Go past a midnight that would come while a test runs."""
    now = dt.datetime.now(WIB)
    midnight = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(), tzinfo=WIB)
    if midnight - now > LONGEST_TEST:
        yield
    else:
        with time_machine.travel(midnight - now):
            yield


def from_now(value):
    """A timedelta becomes the instant so far from now, for parameters, which are made before their test."""
    return dt.datetime.now(dt.UTC) + value if isinstance(value, dt.timedelta) else value


start()
