"""A plan made one session after the other, each where most people come: what the solver starts from. Pure."""

from collections import defaultdict

from trainings.planner.problem import Plan, Planned


def plan(problem):
    """Return a Plan: the next session is always the one that most people who miss its modules can sit in.

    Among equals the one that costs the fewest trading hours, then the first. Who ends up with a module still missing
    gives up their seats, and sessions left empty are not held. Deterministic.
    """
    problem = problem.in_order()
    search, held = _Search(problem), []
    while len(held) < problem.limits.sessions and (choice := search.next()):
        held.append(choice)
    covered = {person for person, left in search.missing.items() if not left}
    return _of_covered(held, covered, problem)


class _Search:
    """Who misses what and sits where while sessions are added.

    A short session that was looked at is worth no more later, since fewer people miss its module and fewer are free:
    what it was worth the last time says whether to look again. An all-day class may be worth more later.
    """

    def __init__(self, problem):
        self.problem, self.possible = problem, problem.possible()
        self.missing = {person: set(person.missing) for person in problem.people}
        self.seats, self.used = defaultdict(list), _Used(problem)
        everything = sum(len(person.missing) for person in problem.people)
        self.at_most = {key: (everything, -key[0].trading_minutes) for key in self.possible}
        self.order = {key: -number for number, key in enumerate(self.possible)}

    def next(self):
        """Add the session with most comers that can still be held; None when nobody comes to any.

        Return (slot, taught, hall, teacher, comers).
        """
        best, best_worth = None, None
        for key in sorted(self.possible, key=self._most, reverse=True):
            if best and self._most(key) <= best_worth:
                break
            found, worth = self._look(*key)
            if not key[0].is_all_day:
                self.at_most[key] = worth
            if worth[0] and (best is None or (worth, self.order[key]) > best_worth):
                best, best_worth = found, (worth, self.order[key])
        if best:
            self._hold(*best)
        return best

    def _most(self, key):
        return self.at_most[key], self.order[key]

    def _look(self, slot, taught):
        """Return the session as it would be held now, and (modules learnt, minus the trading minutes) of it."""
        halls, teachers = self.possible[slot, taught]
        free_halls = [hall for hall in halls if self.used.is_free(slot, hall)]
        teacher = next((teacher for teacher in teachers if self.used.is_free(slot, teacher)), None)
        if not free_halls or teacher is None or self.used.is_crowded(slot):
            return None, (0, -slot.trading_minutes)
        hall = max(free_halls, key=lambda hall: (self.problem.places(hall), -hall.pk))
        comers = _comers(slot, taught, self.missing, self.seats)[: self.problem.places(hall)]
        learnt = sum(len(self.missing[person] & taught) for person in comers)
        return (slot, taught, hall, teacher, comers), (learnt, -slot.trading_minutes)

    def _hold(self, slot, taught, hall, teacher, comers):
        self.used.take(slot, hall, teacher)
        for person in comers:
            self.seats[person].append((slot, taught))
            self.missing[person] -= taught


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
    sessions, lost = [], 0
    for slot, taught, hall, teacher, comers in held:
        if people := sum(person in covered for person in comers):
            sessions.append(Planned(slot, hall.pk, teacher.pk, tuple(sorted(taught)), people))
            lost += slot.trading_minutes * people
    order = tuple(sorted(sessions, key=lambda each: (each.slot, each.hall)))
    return Plan(order, tuple(sorted(person.pk for person in covered)), lost, bound=len(problem.people))
