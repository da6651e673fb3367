"""Pace and forecast of a stage in a kecamatan: sessions missing, and an 80 % band of the day of the target. Pure.

remaining ÷ (sessions × seats × rate): the rate is how many of those booked came, times how many of those who came have
the stage. Whether a target is out of reach is judged as if each planned session were held with every seat booked; what
is to be expected is played (simulation.py), since sessions are cancelled, seats stay empty and habits change.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from math import ceil
from statistics import median

from reports.forecast.simulation import band, play
from reports.forecast.yields import LOOKED_BACK, rates, usual

USUAL_SEATS = 100
UNLIKELY = 0.2  # then 80 of 100 draws say: not this year


class Outcome(Enum):
    NO_TARGET = "no_target"
    REACHED = "reached"
    UNKNOWN = "unknown"  # no session was held yet, here or elsewhere
    UNPLANNED = "unplanned"
    OUT_OF_REACH = "out_of_reach"  # even with every seat booked and no session cancelled
    UNLIKELY = "unlikely"
    OPEN = "open"
    LIKELY = "likely"


@dataclass(frozen=True)
class Forecast:
    """What is to be expected of one kecamatan and stage. Days and people are the ends of an 80 % band."""

    outcome: Outcome
    target: int
    people: int
    sessions: int = 0  # planned for the rest of the year
    seats: int = 0  # of these
    show_rate: float | None = None  # came ÷ booked
    finish_rate: float | None = None  # have the stage ÷ came
    missing: int = 0  # sessions to plan besides
    chance: float | None = None  # of reaching the target with what is planned
    first_on: date | None = None
    last_on: date | None = None  # None: perhaps not this year
    low: int | None = None  # people at the end of the year
    high: int | None = None

    @property
    def remaining(self):
        return max(self.target - self.people, 0)


def forecast(target, people, held, planned, *, before=None, seed=0):
    """Return the Forecast of a target, from how many people have the stage and sessions held and planned.

    `before` is what the whole city shows (yields.usual), else what these sessions do. The same values and the same seed
    give the same answer.
    """
    held = sorted(held, key=_day)[-LOOKED_BACK:]
    planned = sorted(planned, key=_day)
    known = {"target": target, "people": people, "sessions": len(planned), "seats": sum(row.seats for row in planned)}
    if not target:
        return Forecast(Outcome.NO_TARGET, **known)
    if people >= target:
        return Forecast(Outcome.REACHED, **known)
    before = before or usual(held)
    if before is None:
        return Forecast(Outcome.UNKNOWN, **known)
    show, finish = rates(held, before)
    known |= {"show_rate": show, "finish_rate": finish}
    remaining, each = target - people, _seats_of_one(held, planned) * show * finish
    full = known["seats"] * show * finish
    if not planned:
        return Forecast(Outcome.UNPLANNED, missing=ceil(remaining / each), **known)
    played = play(remaining, held, planned, before, seed=seed)
    known |= {"chance": played.chance, "low": people + played.low, "high": people + played.high}
    if full < remaining:
        return Forecast(Outcome.OUT_OF_REACH, missing=ceil((remaining - full) / each), **known)
    return _within_reach(remaining, played, known)


def _within_reach(remaining, played, known):
    """The Forecast where all seats booked would do: how likely it is, and when."""
    each = max(played.middle / known["sessions"], 1)
    known["missing"] = max(ceil((remaining - played.middle) / each), 0)
    if played.chance < UNLIKELY:
        return Forecast(Outcome.UNLIKELY, **known)
    first, last = band(played.days)
    outcome = Outcome.OPEN if last is None else Outcome.LIKELY
    return Forecast(outcome, first_on=first, last_on=last, **known)


def _seats_of_one(held, planned):
    """How many seats a further session would have: as the planned ones, else as those held."""
    return median([row.seats for row in planned or held] or [USUAL_SEATS])


def _day(row):
    return row.on
