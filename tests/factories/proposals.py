"""Proposals of sessions, made as their job leaves them."""

import datetime as dt

from okoce.clock import now, today
from trainings.planner.models import LeftOut, Proposal, ReasonWord


def make_proposal(kecamatan, year, *, venue, people=()):
    """A proposal of one session a week ahead; these people are left out, since their hours are not known."""
    day = today() + dt.timedelta(days=8)
    session = {"day": day.isoformat(), "starts": "08:00", "ends": "10:30", "venue": venue.pk}
    proposal = Proposal.objects.create(
        kecamatan_id=kecamatan,
        programme_year=year,
        first_on=day,
        weeks=1,
        most_sessions=1,
        seats=1,
        result={
            "people": 1 + len(people),
            "covered": 1,
            "all_day": 0,
            "bound": 1,
            "lost_minutes": 150,
            "sessions": [session | {"trainer": None, "modules": [], "people": 1}],
        },
        done_at=now(),
    )
    for person in people:
        LeftOut.objects.create(proposal=proposal, participant=person, reason=ReasonWord.NO_HOURS)
    return proposal
