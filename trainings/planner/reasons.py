"""Why somebody cannot finish by a plan: for each exactly one reason, the first that is true. Pure."""

from dataclasses import dataclass

from trainings.planner.problem import Reason


@dataclass(frozen=True)
class Why:
    """A reason, with the module it is about where it is about one."""

    reason: Reason
    module: int | None = None


def reasons(problem, plan):
    """Return {pk: Why} of everybody whom the plan does not cover."""
    problem, possible, covered, found = problem.in_order(), problem.possible(), set(plan.covered), {}
    for (free, missing), people in problem.classes().items():
        why = None
        for person in people:
            if person.pk not in covered:
                why = why or _why(problem, possible, free, missing)
                found[person.pk] = why
    return dict(sorted(found.items()))


def coverable(problem):
    """Return how many could finish if all halls and teachers were theirs alone: no plan covers more."""
    possible = problem.possible()
    classes = problem.classes().items()
    return sum(len(people) for key, people in classes if _why(problem, possible, *key).reason == Reason.FULL)


def _why(problem, possible, free, missing):
    if not free:
        return Why(Reason.NO_HOURS)
    slots = [slot for slot in problem.slots if not slot.mask & ~free]
    if not slots:
        return Why(Reason.NO_SLOT)
    if not any(hall.takes(slot) for slot in slots for hall in problem.halls):
        return Why(Reason.NO_VENUE)
    mine = [key for key in possible if not key[0].mask & ~free]
    if any(slot.is_all_day for slot, _ in mine):
        return Why(Reason.FULL if problem.limits.sessions >= 1 else Reason.LIMIT)
    for module in sorted(missing):
        if not any(module in taught for _, taught in mine):
            return Why(Reason.NO_TRAINER, module)
    if not _fits(missing, mine):
        return Why(Reason.TOO_FEW)
    return Why(Reason.FULL if problem.limits.sessions >= len(missing) else Reason.LIMIT)


def _fits(missing, keys):
    """Whether each module can have a slot of its own: a matching, found by augmenting ways."""
    slots = {module: [slot for slot, taught in keys if module in taught] for module in missing}
    given = {}

    def place(module, tried):
        for slot in slots[module]:
            if slot not in tried:
                tried.add(slot)
                if slot not in given or place(given[slot], tried):
                    given[slot] = module
                    return True
        return False

    return all(place(module, set()) for module in sorted(missing))
