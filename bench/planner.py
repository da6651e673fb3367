"""The planner over 1,000 people, 60 slots, 8 teachers and 6 halls: people who finish, gap, CPU seconds."""

import datetime as dt
import random
import time

from participants.cleaning import availability
from trainings.planner import greedy, solving
from trainings.planner.problem import Hall, Limits, Person, Problem, Slot, Teacher

PEOPLE, SEED, SEATS, MODULES = 1_000, 7, 60, (1, 2, 3)
SESSIONS = (48, 24)  # at most, one problem each
MONDAY = dt.date(2026, 11, 30)
NINE = tuple(day * 3 + part for day in range(5) for part in (0, 1))[:9]


def run(say):
    """Plan with many sessions and with few, and say what came of it."""
    for sessions in SESSIONS:
        problem = _problem(sessions)
        began = time.process_time()
        first = len(greedy.plan(problem).covered)
        between = time.process_time()
        plan = solving.solve(problem)
        say(
            f"{sessions} sessions at most: {len(plan.covered)} of {PEOPLE} people finish by {len(plan.sessions)} "
            f"sessions, gap {plan.gap:.1%}, {time.process_time() - between:.1f} s of CPU; "
            f"one session after the other: {first} people, {between - began:.1f} s"
        )


def _problem(sessions):
    draw = random.Random(SEED)  # noqa: S311 - the same problem each time
    slots = [
        Slot(MONDAY + dt.timedelta(days=week * 7 + day), (part,))
        for week in range(6)
        for day in range(5)
        for part in (0, 1)
    ]
    halls = [Hall(pk, draw.choice([30, 40, 60, 100]), _some(draw, 15)) for pk in range(6)]
    teachers = [Teacher(pk, frozenset(draw.sample(MODULES, draw.randint(1, 3))), _some(draw, 12)) for pk in range(8)]
    people = tuple(_person(number, draw) for number in range(PEOPLE))
    return Problem(MODULES, people, tuple(slots), tuple(halls), tuple(teachers), Limits(sessions, SEATS))


def _some(draw, count):
    return availability.pack(draw.sample(range(21), count))


def _person(number, draw):
    """Three in ten are free all day twice a week, five on two of nine half-days, two on one of them; seven in ten
    miss every module."""
    share = number * 10 // PEOPLE
    if share < 3:
        cells = [day * 3 + part for day in draw.sample(range(6), 2) for part in range(3)]
    else:
        cells = draw.sample(NINE, 2 if share < 8 else 1)
    missing = MODULES if draw.random() < 0.7 else draw.sample(MODULES, draw.choice([1, 2]))
    return Person(number + 1, availability.pack(cells), frozenset(missing))
