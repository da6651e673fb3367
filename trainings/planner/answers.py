"""The answer to a proposal. Only the job imports this module: it loads the solver."""

from trainings.planner import reasons, solving
from trainings.planner.gathering import problem_of
from trainings.planner.problem import HOURS


def answer_of(proposal):
    """Return (what the proposal keeps, without people; {participant: Why} of those left out)."""
    problem = problem_of(proposal)
    plan = solving.solve(problem)
    result = {
        "people": len(problem.people),
        "covered": len(plan.covered),
        "all_day": len(solving.all_day_only(problem).covered) if proposal.has_all_day else None,
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
