"""A plan made one session after the other, each where most people come: what the solver starts from. Pure."""

from collections import defaultdict

from trainings.planner.problem import Plan, Planned


def plan(problem):
    """Return a Plan: the next session is always the one that most people who miss its modules can sit in.

    Among equals the one that costs the fewest trading hours, then the first. Who ends up with a module still missing
    gives up their seats, and sessions left empty are not held. Deterministic.
    """
    return _plan(problem.in_order())[0]


def seated(problem):
    """Return the Plan and {(class, slot, what is taught): people who sit there}, of those who can finish."""
    return _plan(problem.in_order())


def _plan(problem):
    possible = problem.possible()
    missing = {person: set(person.missing) for person in problem.people}
    seats, used, held = defaultdict(list), _Used(problem), []
    while len(held) < problem.limits.sessions:
        choice = _best(problem, possible, missing, seats, used)
        if choice is None:
            break
        slot, taught, hall, teacher, comers = choice
        used.take(slot, hall, teacher)
        held.append((slot, taught, hall, teacher, comers))
        for person in comers:
            seats[person].append((slot, taught))
            missing[person] -= taught
    covered = {person for person, left in missing.items() if not left}
    return _of_covered(held, covered, problem)


def _best(problem, possible, missing, seats, used):
    """The session with most comers that can still be held: (slot, taught, hall, teacher, comers)."""
    best, best_worth = None, (0, 0)
    for (slot, taught), (halls, teachers) in possible.items():
        free_halls = [hall for hall in halls if used.is_free(slot, hall)]
        teacher = next((teacher for teacher in teachers if used.is_free(slot, teacher)), None)
        if not free_halls or teacher is None or used.is_crowded(slot):
            continue
        hall = max(free_halls, key=lambda hall: (problem.places(hall), -hall.pk))
        comers = _comers(slot, taught, missing, seats)[: problem.places(hall)]
        worth = (sum(len(missing[person] & taught) for person in comers), -slot.trading_minutes)
        if worth[0] and (best is None or worth > best_worth):
            best, best_worth = (slot, taught, hall, teacher, comers), worth
    return best


def _comers(slot, taught, missing, seats):
    """Who misses something of it and is free: first who then has all, then who has the fewest free parts.

    An all-day class is for those who finish with it alone.
    """
    mask = slot.mask
    found = [
        person
        for person, left in missing.items()
        if left & taught
        and not mask & ~person.free
        and all(set(slot.moments).isdisjoint(other.moments) for other, _ in seats[person])
        and not (slot.is_all_day and seats[person])
    ]
    return sorted(found, key=lambda person: (len(missing[person] - taught), person.free.bit_count(), person.pk))


class _Used:
    """Which halls and teachers are taken when, and how many sessions are held at each moment."""

    def __init__(self, problem):
        self.most, self.taken, self.at = problem.limits.at_once, set(), defaultdict(int)

    def is_free(self, slot, row):
        return all((type(row), row.pk, moment) not in self.taken for moment in slot.moments)

    def is_crowded(self, slot):
        return self.most is not None and any(self.at[moment] >= self.most for moment in slot.moments)

    def take(self, slot, *rows):
        for moment in slot.moments:
            self.at[moment] += 1
            self.taken |= {(type(row), row.pk, moment) for row in rows}


def _of_covered(held, covered, problem):
    sessions, sitting, lost = [], defaultdict(int), 0
    for slot, taught, hall, teacher, comers in held:
        people = [person for person in comers if person in covered]
        if people:
            sessions.append(Planned(slot, hall.pk, teacher.pk, tuple(sorted(taught)), len(people)))
            lost += slot.trading_minutes * len(people)
        for person in people:
            sitting[(person.free, person.missing), slot, taught] += 1
    order = tuple(sorted(sessions, key=lambda each: (each.slot, each.hall)))
    pks = tuple(sorted(person.pk for person in covered))
    return Plan(order, pks, lost, bound=len(problem.people)), dict(sitting)
