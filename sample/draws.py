"""Chance without state: every draw is a function of seed, table and row, so any row can be made alone, and the first
thousand people of a large set are the thousand of a small one."""

import hashlib
from bisect import bisect
from itertools import accumulate
from struct import unpack


class Draws:
    """The numbers of one row: `share()` in [0, 1), `whole(n)` in 0…n-1, `pick(list)`, each call the next number."""

    def __init__(self, seed, table, row):
        self._key = f"{seed}/{table}/{row}".encode()
        self._blocks = 0
        self._numbers = iter(())

    def share(self):
        for number in self._numbers:
            return number / 2**32
        salt = self._blocks.to_bytes(16, "big")
        self._blocks += 1
        self._numbers = iter(unpack(">16I", hashlib.blake2b(self._key, digest_size=64, salt=salt).digest()))
        return next(self._numbers) / 2**32

    def whole(self, below):
        return int(self.share() * below)

    def between(self, low, high):
        """A whole number from low to high, both included."""
        return low + self.whole(high - low + 1)

    def chance(self, share):
        return self.share() < share

    def pick(self, choices):
        return choices[self.whole(len(choices))]


class Weighted:
    """Picks in proportion to whole weights."""

    def __init__(self, weights):
        self._choices = list(weights)
        self._sums = list(accumulate(weights.values()))

    def pick(self, draws):
        return self._choices[bisect(self._sums, draws.share() * self._sums[-1])]
