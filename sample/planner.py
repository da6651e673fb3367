"""A proposal of sessions that nobody has accepted yet."""

import datetime as dt
from dataclasses import replace

from trainings.planner import greedy, reasons
from trainings.planner.actions import proposals
from trainings.planner.models import Proposal

HERE = "31.73.02"


def add(staff, ground):
    """Two weeks of a kecamatan, worked out as its job does, but one session after the other: that takes no time."""
    proposal = Proposal.objects.create(
        kecamatan_id=HERE,
        programme_year=ground.year,
        first_on=ground.today + dt.timedelta(days=7),
        weeks=2,
        most_sessions=6,
        seats=12,
        made_by=staff,
    )
    proposals.propose(proposal, solve=_solve)()


def _solve(problem):
    """The page says how many more a better plan could serve: of those who could finish if they were alone."""
    return replace(greedy.plan(problem), bound=reasons.coverable(problem))
