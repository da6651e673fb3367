"""Problems for the planner, drawn by written rules from a seed."""

import datetime as dt
import random

from participants.cleaning import availability
from trainings.planner.problem import ALL_DAY, Hall, Limits, Person, Problem, Slot, Teacher

MONDAY = dt.date(2026, 11, 30)
NINE = tuple(day * 3 + part for day in range(5) for part in (0, 1))[:9]  # half-days from Senin pagi to Jumat pagi


def small(number):
    """A few of everything: small enough to try all."""
    draw = random.Random(number)
    modules = tuple(range(1, draw.randint(1, 3) + 1))
    days = [MONDAY + dt.timedelta(days=day) for day in draw.choice([(0, 1), (0, 7), (0, 1, 7)])]
    kinds = [Slot(day, parts) for day in days for parts in ((0,), (1,), (2,), ALL_DAY)]
    slots = tuple(draw.sample(kinds, draw.randint(2, 5)))
    cells = sorted({cell for slot in kinds for cell in availability.unpack(slot.mask)})

    def some(least=0):
        return availability.pack(draw.sample(cells, draw.randint(least, len(cells))))

    def subset(least):
        return frozenset(draw.sample(modules, draw.randint(min(least, len(modules)), len(modules))))

    people = [Person(pk, some(), subset(1)) for pk in range(1, draw.randint(2, 5) + 1)]
    halls = [Hall(pk, draw.randint(1, 3), some(1), busy(draw, slots)) for pk in range(1, draw.randint(1, 2) + 1)]
    teachers = [Teacher(pk, subset(0), some(), busy(draw, slots)) for pk in range(1, draw.randint(1, 2) + 1)]
    limits = Limits(draw.randint(1, 3), draw.randint(1, 3), draw.choice([None, 1]))
    return Problem(modules, tuple(people), slots, tuple(halls), tuple(teachers), limits)


def busy(draw, slots):
    """One time in four, the moments of one slot."""
    return frozenset(draw.choice(slots).moments) if draw.random() < 0.25 else frozenset()


def crowd(count, draw):
    """Three in ten are free all day twice a week, five in ten on two of nine half-days, two in ten on one of them."""
    people = []
    for number in range(count):
        share = number * 10 // count
        if share < 3:
            cells = [day * 3 + part for day in draw.sample(range(6), 2) for part in range(3)]
        else:
            cells = draw.sample(NINE, 2 if share < 8 else 1)
        people.append(Person(number + 1, availability.pack(cells), frozenset({1, 2, 3})))
    return tuple(people)


def hundred_and_twenty(seed=120):
    """120 people who miss three modules, two teachers, one hall of 60, four weeks of mornings and afternoons."""
    slots = [
        Slot(MONDAY + dt.timedelta(days=week * 7 + day), (part,))
        for week in range(4)
        for day in range(6)
        for part in (0, 1)
    ]
    slots += [Slot(MONDAY + dt.timedelta(days=week * 7 + day), ALL_DAY) for week in range(4) for day in range(6)]
    teachers = (Teacher(1, frozenset({1, 2, 3})), Teacher(2, frozenset({1, 2})))
    limits = Limits(sessions=24, seats=60, at_once=1)
    people = crowd(120, random.Random(seed))
    return Problem((1, 2, 3), people, tuple(slots), (Hall(1, 60, availability.ALL),), teachers, limits)


def shuffled(problem, seed):
    """The same problem, written in another order."""
    draw = random.Random(seed)

    def mixed(rows):
        return tuple(draw.sample(rows, len(rows)))

    return Problem(
        mixed(problem.modules),
        mixed(problem.people),
        mixed(problem.slots),
        mixed(problem.halls),
        mixed(problem.teachers),
        problem.limits,
    )
