"""What a seat of a session brings: how many of its people finish the stage, how that drifts, what is cancelled. Pure.

The yield of a session is finished ÷ seats. On the logit scale it is a level that drifts from session to session, and
each session lies around the level by chance. How strongly it drifts and how widely sessions lie is not known: each
pair of `DRIFTS` and `SPREADS` is a hypothesis, weighed by how well it foretold the sessions held (a Kalman filter for
each). Cancellations come in runs, so the chance of one depends on the session before it.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import exp, log, sqrt

LOOKED_BACK = 40  # sessions; what was before says little of the next ones
DRIFTS = (0.0, 0.04, 0.08)
SPREADS = (0.1, 0.3)
LEVEL_SPREAD = 0.8  # how far kecamatan lie apart
CITY_WEIGHT = 40  # people: the city's rates count as much as one small session
LEAST, MOST = 0.01, 0.99


@dataclass(frozen=True)
class Held:
    """A session whose day is over."""

    on: date
    seats: int
    booked: int = 0
    attended: int = 0
    finished: float = 0  # of those who came, who has the stage now; a share of a person where it is an estimate
    is_cancelled: bool = False

    @property
    def share(self):
        """The yield, kept off none and all: a few people prove neither."""
        return min(max((self.finished + 0.5) / (self.seats + 1), LEAST), MOST)


@dataclass(frozen=True)
class Planned:
    """A session to come."""

    on: date
    seats: int


@dataclass(frozen=True)
class Usual:
    """What is believed of a kecamatan before its own sessions are looked at: how the whole city does."""

    show_rate: float  # came ÷ booked
    finish_rate: float  # have the stage ÷ came
    level: float  # of the yield
    spread: float = LEVEL_SPREAD
    begins: tuple = (2.0, 28.0)  # sessions cancelled and held after one that was held
    goes_on: tuple = (4.0, 4.0)  # the same after one that was cancelled


@dataclass(frozen=True)
class Hypothesis:
    """A drift and a spread, how likely they are, and where the level stands now if they are true."""

    weight: float
    level: float
    variance: float
    drift: float
    spread: float


def logit(share):
    return log(share / (1 - share))


def share_of(level):
    return 1 / (1 + exp(-level))


def usual(held):
    """Return what the sessions of all kecamatan together show; None before anybody came to one and finished."""
    seats, booked, attended, finished = _sums(held)
    if not (booked and finished):
        return None
    return Usual(attended / booked, finished / attended, logit(min(max(finished / seats, LEAST), MOST)))


def rates(held, before):
    """Return (came ÷ booked, have the stage ÷ came) of these sessions, with the city's as a few people more."""
    _, booked, attended, finished = _sums(held)
    show = (attended + CITY_WEIGHT * before.show_rate) / (booked + CITY_WEIGHT)
    return show, (finished + CITY_WEIGHT * before.finish_rate) / (attended + CITY_WEIGHT)


def _sums(held):
    kept = [row for row in held if not row.is_cancelled]
    return tuple(sum(getattr(row, name) for row in kept) for name in ("seats", "booked", "attended", "finished"))


def hypotheses(held, before):
    """Return the hypotheses on the sessions held, in their order; `before` is the Usual."""
    seen = [(logit(row.share), 1 / ((row.seats + 1) * row.share * (1 - row.share))) for row in held]
    found = [(drift, spread, *_filtered(seen, before, drift, spread)) for drift in DRIFTS for spread in SPREADS]
    best = max(likely for *_, likely in found)
    weights = [exp(likely - best) for *_, likely in found]
    whole = sum(weights)
    return [
        Hypothesis(weight / whole, level, variance, drift, spread)
        for (drift, spread, level, variance, _), weight in zip(found, weights, strict=True)
    ]


def _filtered(seen, before, drift, spread):
    """Return (level, its variance, log-likelihood) after all sessions, by a Kalman filter."""
    level, variance, likely = before.level, before.spread**2, 0.0
    for value, chance in seen:
        variance += drift**2
        whole = variance + spread**2 + chance
        off = value - level
        likely -= (log(whole) + off * off / whole) / 2
        gain = variance / whole
        level += gain * off
        variance *= 1 - gain
    return level, variance, likely


def cancellations(held, before):
    """Return ((cancelled, held) after one that was held, (cancelled, held) after one that was cancelled)."""
    counts = {False: list(before.begins), True: list(before.goes_on)}
    for last, row in pairwise(held):
        counts[last.is_cancelled][0 if row.is_cancelled else 1] += 1
    return tuple(counts[False]), tuple(counts[True])


def noise_of(level, spread, seats):
    """How far a session lies around its level: its own spread, and the chance of so few people."""
    share = share_of(level)
    return sqrt(spread**2 + 1 / ((seats + 1) * max(share * (1 - share), LEAST)))
