"""How many people work in the businesses: many answered, some long ago, some at the desk, and many never."""

import datetime as dt

from participants.employment.models import WorkerCount
from participants.people.models import Participant
from sample.draws import Draws, Weighted

PEOPLE = Weighted({1: 48, 2: 24, 3: 11, 4: 6, 5: 4, 0: 3, 8: 3, 14: 1})
BATCH = 5_000
Way = WorkerCount.Way


def add(officer, ground):
    """Of those with a mentor three in five answered, a fifth of these twice."""
    people = Participant.objects.filter(is_checked=True, mentor__isnull=False).order_by("pk")
    found = people.values_list("pk", "user", "registered_at").iterator(chunk_size=BATCH)
    rows = [row for person in found for row in _answers(officer, ground, *person)]
    WorkerCount.objects.bulk_create(rows, batch_size=BATCH)


def _answers(officer, ground, pk, user, registered_at):
    draws = Draws(ground.seed, "employment", pk)
    if not draws.chance(0.6):
        return
    people, first = (
        PEOPLE.pick(draws),
        max(registered_at.date(), ground.today - dt.timedelta(days=draws.between(3, 320))),
    )
    way, by = (Way.OWN, user) if user else (Way.DESK, officer.pk)
    yield WorkerCount(participant_id=pk, people=people, said_on=first, way=way, recorded_by_id=by)
    again = first + dt.timedelta(days=190)
    if again <= ground.today and draws.chance(0.5):
        people = max(people + draws.between(-1, 2), 0)
        yield WorkerCount(participant_id=pk, people=people, said_on=again, way=way, recorded_by_id=by)
