"""The best plan, by HiGHS: most people who can finish, then fewest trading hours lost, then few sessions."""

from collections import Counter, defaultdict
from dataclasses import replace

from participants.cleaning import availability
from trainings.planner import greedy, reasons
from trainings.planner.naming import plan_of
from trainings.planner.problem import Plan
from trainings.planner.search import Search

MOST_NODES = 200  # of each search; what HiGHS does at its root is bounded with them (linear.py)
MOST_KINDS = 400  # of people; with more a search takes minutes at its first node
MOST_COLUMNS = 6_000  # of a programme that tells days apart


def solve(problem, *, most_nodes=MOST_NODES):
    """Return the best Plan that was found, never one of fewer people than the greedy one.

    Weeks that are alike are counted together first: that programme is small, and no plan covers more people
    than it says. Then its sessions get their days; where that loses something, everything is searched. No clock
    limits it: the same problem gives the same plan, in whatever order it is written.
    """
    problem = problem.in_order()
    if not problem.people or not problem.possible():
        return Plan((), (), 0, bound=0)
    alike = _days_alike(problem)
    times = Counter(alike.values())
    weekly = {slot: times[slot.day] for slot in problem.slots if slot.day in times}
    if len(problem.classes()) > MOST_KINDS:
        return _of_fewer_hours(problem, most_nodes)
    rough = Search(replace(problem, slots=tuple(weekly)), weekly)
    return _dated(problem, alike, rough, most_nodes)


def _days_alike(problem):
    """{day: the first day of the week like it at which the same halls and teachers could be used}."""
    uses = defaultdict(set)
    for (slot, taught), sides in problem.possible().items():
        uses[slot.day].add((slot.parts, taught, *(tuple(row.pk for row in side) for side in sides)))
    first, found = {}, {}
    for day in sorted(uses):
        found[day] = first.setdefault((day.weekday(), frozenset(uses[day])), day)
    return found


def _dated(problem, alike, rough, most_nodes):
    known, search = rough.best(None, most_nodes), Search(problem)
    found = search.best(None, most_nodes, search.limits_from(rough, known.values, alike))
    lost, least = search.lost_units(found.cost.cost), search.lost_units(known.cost.bound)
    is_proved = found.people == known.bound and lost == least
    bound, plans = known.bound, [greedy.plan(problem), plan_of(search, found.values, bound=0)]
    if not is_proved and search.size <= MOST_COLUMNS:
        found = search.best(found.values, most_nodes)
        bound = min(bound, found.bound)
        plans.append(plan_of(search, found.values, bound=0))
    best = _better(plans)
    if bound > len(best.covered):  # a search that was cut short may know less than who could finish alone
        bound = min(bound, reasons.coverable(problem))
    return replace(best, bound=bound)


def _better(plans):
    """The plan of most people, then of fewest hours lost, then the last."""
    return max(reversed(plans), key=lambda plan: (len(plan.covered), -plan.lost_minutes))


def _of_fewer_hours(problem, most_nodes):
    """The plan of a problem with too many kinds of people: of each only the hours that most others have are looked at.

    It holds for the whole problem; how far it may be from the best is judged by who could finish if they were alone.
    """
    bound, wanted = reasons.coverable(problem), Counter()
    for person in problem.people:
        wanted.update(availability.unpack(person.free))
    order = sorted(wanted, key=lambda cell: (-wanted[cell], cell))
    plans = [greedy.plan(problem)]
    for kept in (4, 3, 2):
        people = tuple(replace(person, free=_most_wanted(person.free, order, kept)) for person in problem.people)
        if len(replace(problem, people=people).classes()) <= MOST_KINDS:
            plans.append(solve(replace(problem, people=people), most_nodes=most_nodes))
            break
    return replace(_better(plans), bound=bound)


def _most_wanted(free, order, kept):
    return availability.pack([cell for cell in order if free >> cell & 1][:kept])
