"""A plan with names, from the counts of a search: which hall, which teacher, who is covered."""

from collections import defaultdict

from trainings.planner.problem import Plan, Planned


def plan_of(search, values, *, bound):
    """Return the Plan that these values of a Search say, of dated sessions."""
    sitting, finishing, lost = defaultdict(int), defaultdict(int), 0
    for (number, slot, taught), column in search.sits.items():
        if people := values[column]:
            sitting[slot, taught] += people
            lost += people * slot.trading_minutes
            finishing[number] += people if slot.is_all_day else 0
    for number, column in search.short.items():
        finishing[number] += values[column]
    covered = [
        person.pk for number, people in enumerate(search.classes.values()) for person in people[: finishing[number]]
    ]
    sessions = sorted(_sessions(search, values, sitting), key=lambda each: (each.slot, each.hall))
    return Plan(tuple(sessions), tuple(sorted(covered)), lost, bound)


def _sessions(search, values, sitting):
    """Name hall and teacher of each session that somebody sits in: the first of its group that is free.

    All-day classes choose first, so that what is left of each half-day is enough for the short ones.
    """
    taken, found = set(), []
    for slot, taught in sorted(sitting, key=lambda key: (-len(key[0].parts), key[0], sorted(key[1]))):
        left, key = sitting[slot, taught], (slot, taught)
        teachers = _named(search.given, search.teachers, values, key, taken)
        for hall in _named(search.held, search.halls, values, key, taken):
            if left <= 0:
                break
            teacher, people = next(teachers), min(left, search.problem.places(hall))
            taken |= {(row, moment) for row in (hall, teacher) for moment in slot.moments}
            found.append(Planned(slot, hall.pk, teacher.pk, tuple(sorted(taught)), people))
            left -= people
    return found


def _named(columns, groups, values, key, taken):
    """Yield the rows that are used for this key, the largest halls first."""
    for number, (_, group) in enumerate(groups):
        count = values[columns[number, *key]] if (number, *key) in columns else 0
        free = [row for row in group if taken.isdisjoint((row, moment) for moment in key[0].moments)]
        yield from free[:count]
