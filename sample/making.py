"""People are made range by range, in several processes where there are many; what all share is settled before."""

import multiprocessing
import os
from array import array
from collections import deque
from dataclasses import dataclass

from sample import bulk, evidence, journeys, people_rows, stalls, training_rows
from sample.crowds import NOBODY, Crowds
from sample.ground import Ground

MODELS = (*people_rows.MODELS, *training_rows.MODELS, *evidence.MODELS, *journeys.MODELS)
RANGE = 4_000
WORTH_SHARING = 20_000  # people, from which on several processes make the rows


@dataclass
class Settled:
    """What is known before the first person is made."""

    ground: Ground
    rows: array  # of plans, in the order of coming
    crowds: Crowds
    sittings: list
    stands: stalls.Stands
    officers: dict
    mentors: dict

    def make(self, places):
        """All rows of a range of people, packed for the database."""
        made = bulk.Rows(MODELS)
        for place in places:
            person = people_rows.Person(place + 1, self.ground.plan(self.rows[place]), made, self.ground)
            people_rows.add(person, officers=self.officers, mentors=self.mentors)
            crowd, trained_on = self.crowds.of_place[place], None
            if crowd != NOBODY:
                trained_on = training_rows.add(person, self.sittings[crowd], self.officers)
            if trained_on:
                evidence.add(person, trained_on, mentors=self.mentors, stand=self.stands.of(place))
            people_rows.enter(person, journeys.add(person), mentors=self.mentors)
        return made.packed()


def made(settled):
    """(places, packed rows), range after range."""
    count = len(settled.rows)
    ranges = [range(first, min(first + RANGE, count)) for first in range(0, count, RANGE)]
    if count < WORTH_SHARING:
        yield from ((places, settled.make(places)) for places in ranges)
        return
    # A fork knows what its parent has settled. It never speaks to the database.
    processes, waiting = os.cpu_count() or 1, deque()
    with multiprocessing.get_context("fork").Pool(processes, _remember, [settled]) as pool:
        for places in ranges:
            waiting.append((places, pool.apply_async(_make, [places])))
            if len(waiting) > processes + 1:  # no more than the database is about to take
                first, rows = waiting.popleft()
                yield first, rows.get()
        for first, rows in waiting:
            yield first, rows.get()


def _remember(settled):
    global _settled
    _settled = settled


def _make(places):
    return _settled.make(places)
