"""The answer to a proposal, as it is kept."""

from dataclasses import replace

from trainings.planner import reasons
from trainings.planner.gathering import problem_of
from trainings.planner.problem import HOURS


def answer_of(proposal, solve):
    """Return (what the proposal keeps, without people; {participant: Why} of those left out).

    `solve(problem)` returns a Plan.
    """
    problem = problem_of(proposal)
    plan, all_day = solve(problem), replace(problem, slots=tuple(slot for slot in problem.slots if slot.is_all_day))
    result = {
        "people": len(problem.people),
        "covered": len(plan.covered),
        "all_day": len(solve(all_day).covered) if proposal.has_all_day else None,
        "bound": plan.bound,
        "lost_minutes": plan.lost_minutes,
        "sessions": [_session(each) for each in plan.sessions],
    }
    return result, reasons.reasons(problem, plan)


def _session(planned):
    starts, ends = HOURS[planned.slot.parts]
    return {
        "day": planned.slot.day.isoformat(),
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "venue": planned.hall,
        "trainer": planned.teacher,
        "modules": list(planned.modules),
        "people": planned.people,
    }
