"""The best plan of a small problem, by trying everything person by person; shares nothing with the planner."""

from functools import cache
from itertools import combinations


def best(problem):
    """Return (people, minutes lost) of the best plan."""
    candidates = _candidates(problem)
    found, seen = (0, 0), set()
    for count in range(1, problem.limits.sessions + 1):
        for chosen in combinations(candidates, count):
            key = tuple(sorted((slot, sorted(taught), problem.places(hall)) for slot, taught, hall, _ in chosen))
            if str(key) in seen or not _is_possible(chosen, problem):
                continue
            seen.add(str(key))
            found = max(found, _seated([(s, t, problem.places(h)) for s, t, h, _ in chosen], problem.people))
    return found[0], -found[1]


def of_sessions(problem, sessions):
    """Return (people, minutes lost) of the best seating in these sessions of a plan."""
    halls = {hall.pk: hall for hall in problem.halls}
    rows = [(each.slot, frozenset(each.modules), problem.places(halls[each.hall])) for each in sessions]
    people, lost = _seated(rows, problem.people)
    return people, -lost


def _candidates(problem):
    return [
        (slot, taught, hall, teacher)
        for slot in problem.slots
        for taught in problem.contents(slot)
        for hall in problem.halls
        for teacher in problem.teachers
        if hall.takes(slot) and teacher.comes(slot) and teacher.teaches(taught)
    ]


def _is_possible(chosen, problem):
    for one, other in combinations(chosen, 2):
        if _overlap(one[0], other[0]) and (one[2] == other[2] or one[3] == other[3]):
            return False
    most = problem.limits.at_once
    moments = [moment for slot, *_ in chosen for moment in slot.moments]
    return most is None or all(moments.count(moment) <= most for moment in moments)


def _overlap(one, other):
    return bool(set(one.moments) & set(other.moments))


def _seated(sessions, people):
    """(people, -minutes) of the best seating, by trying all ways of each person after the other."""
    ways = [_ways(person, sessions) for person in people]

    @cache
    def search(number, left):
        if number == len(people):
            return (0, 0)
        best = search(number + 1, left)
        for way in ways[number]:
            if all(left[index] for index in way):
                rest = tuple(count - (index in way) for index, count in enumerate(left))
                more, minus = search(number + 1, rest)
                best = max(best, (more + 1, minus - sum(sessions[index][0].trading_minutes for index in way)))
        return best

    return search(0, tuple(places for _, _, places in sessions))


def _ways(person, sessions):
    """Each set of sessions, by number, by which this person finishes."""
    mine = [
        n for n, (slot, taught, _) in enumerate(sessions) if person.missing & taught and not slot.mask & ~person.free
    ]
    found = []
    for count in range(1, len(person.missing) + 1):
        for way in combinations(mine, count):
            slots, taught = [sessions[n][0] for n in way], [sessions[n][1] & person.missing for n in way]
            apart = not any(_overlap(one, other) for one, other in combinations(slots, 2))
            if apart and sum(map(len, taught)) == len(person.missing) and frozenset().union(*taught) == person.missing:
                found.append(way)
    return found if person.free else []
