"""Invented kecamatan whose habits drift: person by person, and without a line of what forecasts them.

Nobody here knows levels, logits or filters: each person who booked comes or not, each who came finishes or not, and a
cancelled session makes the next one likely to be cancelled too.
"""

import datetime as dt
import math
from random import Random
from typing import NamedTuple

KINDS = ("walk", "slide", "waves", "breaks", "steady")
FIRST_DAY = dt.date(2026, 1, 5)


class Row(NamedTuple):
    on: dt.date
    seats: int
    booked: int
    attended: int
    finished: int
    is_cancelled: bool


class World(NamedTuple):
    past: list
    coming: list
    people: int
    target: int

    @property
    def people_at_the_end(self):
        return self.people + sum(row.finished for row in self.coming)

    @property
    def reached_on(self):
        """The day the target is reached; None if it never is."""
        people = self.people
        for row in self.coming:
            people += row.finished
            if people >= self.target:
                return row.on
        return None


def make_world(seed):
    random = Random(f"kecamatan {seed}")
    past, coming = random.randint(14, 40), random.randint(18, 40)
    habits = _habits(random, KINDS[seed % len(KINDS)], past + coming)
    rows = list(_sessions(random, habits))
    people = sum(row.finished for row in rows[:past])
    seats = sum(row.seats for row in rows[past:])
    return World(rows[:past], rows[past:], people, people + max(1, round(seats * random.uniform(0.08, 0.42))))


def _habits(random, kind, many):
    """The share of the booked who come, session by session."""
    now, found = random.uniform(0.45, 0.8), []
    start, end = now, min(max(now + random.uniform(-0.25, 0.25), 0.25), 0.95)
    pace, turn = random.uniform(0.01, 0.04), random.uniform(0, 6.3)
    for number in range(many):
        if kind == "walk":
            now += random.gauss(0, pace)
        elif kind == "slide":
            now = start + (end - start) * number / many
        elif kind == "waves":
            now = start + 0.12 * math.sin(turn + number * pace * 8)
        elif kind == "breaks" and random.random() < 0.06:
            now = start + random.uniform(-0.2, 0.2)
        now = min(max(now, 0.2), 0.95)
        found.append(now)
    return found


def _sessions(random, habits):
    day, is_off = FIRST_DAY, False
    begins, stays = random.uniform(0.02, 0.1), random.uniform(0.4, 0.7)
    demand, learn = random.uniform(0.7, 1.1), random.uniform(0.5, 0.8)
    for share in habits:
        day += dt.timedelta(days=random.randint(1, 4))
        seats = random.choice((40, 60, 100))
        booked = min(seats, round(seats * random.gauss(demand, 0.1)))
        is_off = random.random() < (stays if is_off else begins)
        mood = min(max(share + random.gauss(0, 0.05), 0.05), 0.98)
        came = 0 if is_off else sum(random.random() < mood for _ in range(booked))
        done = sum(random.random() < learn for _ in range(came))
        yield Row(day, seats, booked, came, done, is_off)
