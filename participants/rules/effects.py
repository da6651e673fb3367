"""Whom a change of rules moves: the stages that are stored, against those that the new rules give."""

import hashlib
from collections import Counter, defaultdict
from typing import NamedTuple

from okoce.programme import memory
from okoce.reference.memory import look_again
from participants.journey.actions import journeys
from participants.people.models import Participant
from participants.rules.models import EffectKind, RuleEffect
from participants.rules.proposed import with_values

BATCH = 2000


class Moved(NamedTuple):
    """Somebody at one stage: what stood, and what the rules give; one of the two days may be missing."""

    participant: int
    stage: str
    kind: str
    kecamatan: str
    old_on: object
    new_on: object


def moves(change, *, lock=False):
    """Return [Moved] of everybody whom a change would move now, in the order of their keys.

    `lock` holds every person of the year until the transaction ends, so that nobody's evidence changes meanwhile.
    """
    look_again()
    year = memory.year_of(change.programme_year_id)
    policy = {year.pk: journeys.policy_of(with_values(year, change.values))}
    found = []
    for ids in batches(year.pk):
        people = journeys.locked(ids) if lock else Participant.objects.defer("nik_sealed").in_bulk(ids)
        stored = journeys.standings_of(people)
        judged = journeys.judged_by(people, journeys.collect(people), policy)
        for pk in sorted(people):
            found += _moved(pk, stored.get(pk, {}), judged[pk])
    return found


def batches(year_pk):
    """Yield the ids of a year's people in parts."""
    people, last = Participant.objects.filter(programme_year=year_pk).order_by("pk"), 0
    while ids := list(people.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        yield ids
        last = ids[-1]


def summary(found):
    """Return what pages say of an effect: people up and down, in all, by kecamatan and by stage.

    A person who gains one stage and loses another is counted in both.
    """
    people = defaultdict(set)
    for row in found:
        for key in (("all", ""), ("kecamatan", row.kecamatan), ("stage", row.stage)):
            people[*key, row.kind].add(row.participant)
    counted = {"kecamatan": defaultdict(Counter), "stage": defaultdict(Counter), "all": defaultdict(Counter)}
    for (part, key, kind), ids in people.items():
        counted[part][key][kind] = len(ids)
    return {
        "people": dict(counted["all"][""]),
        "kecamatan": {code: dict(row) for code, row in sorted(counted["kecamatan"].items())},
        "stage": {stage: dict(row) for stage, row in counted["stage"].items()},
    }


def digest(found):
    """Return 32 hexadecimal digits: the same ones for exactly the same people, stages and days."""
    return hashlib.sha256(repr([tuple(map(str, row)) for row in found]).encode()).hexdigest()[:32]


def store(change, found):
    """Write whom a change moves in place of what was counted before."""
    change.effects.all().delete()
    RuleEffect.objects.bulk_create(
        (
            RuleEffect(
                change=change,
                participant_id=row.participant,
                stage=row.stage,
                kind=row.kind,
                kecamatan_id=row.kecamatan,
                old_on=row.old_on,
                new_on=row.new_on,
            )
            for row in found
        ),
        batch_size=1000,
    )


def _moved(pk, before, after):
    for stage in (*before, *(stage for stage in after if stage not in before)):
        old, new = before.get(stage), after.get(stage)
        if old and new and (old.reached_on, old.kelurahan_id) == (new.reached_on, new.kelurahan_id):
            continue  # by other evidence of the same day at most
        kind = EffectKind.MOVED if old and new else EffectKind.GAINED if new else EffectKind.LOST
        place = (new or old).kecamatan_id
        yield Moved(pk, stage, kind.value, place, old and old.reached_on, new and new.reached_on)
