"""Who comes when, who trains together and who stands at which stall: settled for everybody before a row is written.

Held in flat arrays, since there may be a million people. A person's place in the order of coming is, plus one, the
key of their row, so that the newest of a list are the latest to register.
"""

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

FILLS = 92  # who shares a session before it is given a date
PATIENCE = 55  # days the first of them waits for it at most
ENOUGH = 60  # a kecamatan with fewer people trains together with its kota
NOBODY = -1


class Comer(NamedTuple):
    """As little of a plan as the order needs; sorts by day, then row."""

    day: int
    row: int
    kecamatan: str
    depth: int
    books: bool


def in_order(plans):
    return sorted(Comer(plan.registered_day, plan.row, plan.kecamatan, plan.depth, plan.books) for plan in plans)


@dataclass
class Crowd:
    """People who share a session."""

    host: str
    number: int  # of this host's
    first_day: int
    last_day: int = 0
    size: int = 0


@dataclass
class Crowds:
    """`of_place[place]` is the number of the crowd somebody is in, or NOBODY."""

    of_place: array
    crowds: list = field(default_factory=list)

    @classmethod
    def of(cls, comers):
        hosts = _hosts(comers)
        found, open_, started = cls(array("i", [NOBODY]) * len(comers)), {}, Counter()
        for place, comer in enumerate(comers):
            if not comer.books:
                continue
            host = hosts[comer.kecamatan]
            number = open_.get(host, NOBODY)
            if number == NOBODY or found._is_closed(number, comer.day):
                started[host] += 1
                open_[host] = number = len(found.crowds)
                found.crowds.append(Crowd(host, started[host], first_day=comer.day))
            found.of_place[place] = number
            crowd = found.crowds[number]
            crowd.last_day, crowd.size = comer.day, crowd.size + 1
        return found

    def _is_closed(self, number, day):
        crowd = self.crowds[number]
        return crowd.size >= FILLS or day - crowd.first_day > PATIENCE


def _hosts(comers):
    """{kecamatan: where its people train}."""
    booked = Counter(comer.kecamatan for comer in comers if comer.books)
    small = sorted(
        (kecamatan for kecamatan, people in booked.items() if people < ENOUGH), key=lambda k: (-booked[k], k)
    )
    largest = {}
    for kecamatan in small:
        largest.setdefault(kecamatan[:5], kecamatan)
    return {kecamatan: largest[kecamatan[:5]] if kecamatan in small else kecamatan for kecamatan in booked}
