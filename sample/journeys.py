"""The journey of one invented person, judged from what was seen of them as everybody's is, and written down at once."""

from okoce.programme.stages import Stage
from participants.journey.models import StageEvent, StageStanding, Tally, TallyChange
from participants.journey.stages import judge

MODELS = (StageEvent, StageStanding, Tally, TallyChange)
DAY_IS_OVER = 22  # the hour by which what happened on a day was known


def add(person):
    """Returns [(stage, day)], the last reached last."""
    reached = sorted(judge(person.facts, person.ground.policy).items(), key=lambda each: each[1].on)
    plan = person.plan
    for nth, (stage, at) in enumerate(reached):
        values = {
            "nth": nth,
            "of": len(Stage),
            "stage": stage,
            "kelurahan_id": plan.kelurahan,
            "kecamatan_id": plan.kecamatan,
            "evidence": at.ref,
        }
        known_at = person.ground.recorded(at.on, DAY_IS_OVER)
        person.add(StageStanding, reached_on=at.on, **values)
        person.add(StageEvent, kind=StageEvent.Kind.GAINED, happened_on=at.on, known_at=known_at, **values)
    return [(stage, at.on) for stage, at in reached]
