"""The rest of a year, played many times with one seed: the same sessions always give the same answer. Pure."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from random import Random

from reports.forecast.yields import cancellations, hypotheses, noise_of, share_of

DRAWS = 199  # so that the 20th from each end is a tenth exactly
TENTH = 20


@dataclass(frozen=True)
class Played:
    """What the draws say: people gained at the end, in order; and the day that each reached the rest, or None."""

    gains: tuple
    days: tuple

    @property
    def low(self):
        return self.gains[TENTH - 1]

    @property
    def middle(self):
        return self.gains[len(self.gains) // 2]

    @property
    def high(self):
        return self.gains[-TENTH]

    @property
    def chance(self):
        """The share of draws that reach it."""
        return sum(day is not None for day in self.days) / len(self.days)


def play(remaining, held, planned, before, *, seed):
    """Return how `planned` sessions turn out where `remaining` people are missing, after those `held`."""
    random = Random(seed)  # noqa: S311 - the same answer each time
    kept = hypotheses([row for row in held if not row.is_cancelled], before)
    chosen = random.choices(kept, [row.weight for row in kept], k=DRAWS)
    begins, goes_on = cancellations(held, before)
    is_off = bool(held) and held[-1].is_cancelled
    found = [_draw(random, remaining, planned, row, begins, goes_on, is_off) for row in chosen]
    return Played(tuple(sorted(gain for gain, _ in found)), tuple(day for _, day in found))


def _draw(random, remaining, planned, kept, begins, goes_on, is_off):
    """One way the sessions may turn out: (people gained, the day that brings the last of `remaining` or None)."""
    chances = {False: random.betavariate(*begins), True: random.betavariate(*goes_on)}
    gauss, level = random.gauss, random.gauss(kept.level, kept.variance**0.5)
    noise = {seats: noise_of(level, kept.spread, seats) for seats in {row.seats for row in planned}}
    gained, day = 0.0, None
    for row in planned:
        level += gauss(0, kept.drift)
        is_off = random.random() < chances[is_off]
        if not is_off:
            gained += row.seats * share_of(level + gauss(0, noise[row.seats]))
            if day is None and round(gained) >= remaining:
                day = row.on
    return round(gained), day


def band(days):
    """Return (first, last) day between which it is reached in 80 of 100 draws; last None for "perhaps not at all".

    About a tenth of the draws lies before it and another after it. Where more than a tenth never reaches it, a fifth
    lies before it. Days are whole: each end leaves out as near to that as days allow. (None, None) where none does.
    """
    whole, reached = len(days), sorted(day for day in days if day is not None)
    if not reached:
        return None, None
    is_sure = (whole - len(reached)) * 10 <= whole
    first = _nearest(reached, whole / (10 if is_sure else 5), lambda day: bisect_left(reached, day))
    if not is_sure:
        return first, None
    later = reached[bisect_left(reached, first) :]
    return first, _nearest(later, whole / 10, lambda day: whole - bisect_right(reached, day))


def _nearest(days, wanted, left_out):
    """The day that leaves out as near to `wanted` draws as one can."""
    return min(sorted(set(days)), key=lambda day: abs(left_out(day) - wanted))
