"""What can be taken back of the facts that a list wrote: whatever is still as it was written, and led to nothing."""

from participants.fact_lists.named_people import near_people
from participants.imports.built_on import AGAIN, AWAY, OUTSIDE, RESTRICTED
from participants.imports.fact_columns import TITLES
from participants.imports.outlooks import Outlook
from participants.journey.actions import journeys
from participants.journey.models import StageStanding
from participants.merges import snapshots
from participants.people.models import Participant

VOIDED = "sudah dibatalkan"
LATER_STAGE = "sesudahnya sudah tercapai langkah lain"


def outlook(log, *, area, model, plain, stage=None, built_on=None):
    """Return the Outlook of a log by rows; `plain(fact)` is what its entry keeps as "values".

    `stage` is the one that such facts lead to: where stages follow one another, none after it may stand.
    `built_on` is {fact: why it stays} of what else was found.
    """
    found = Outlook()
    facts = model.objects.in_bulk([entry["fact"] for entry in log.values()])
    people = Participant.objects.defer("nik_sealed").in_bulk([entry["pk"] for entry in log.values()])
    near = near_people(people, area)
    used = (
        (built_on or {})
        | _pointed_to(model, list(facts))
        | ({} if stage is None else _went_on(model, facts, people, stage))
    )
    for key, entry in log.items():
        fact, person = facts.get(entry["fact"]), people.get(entry["pk"])
        why = _why_it_stays(fact, person, entry, near, plain) or used.get(entry["fact"], "")
        if not why:
            (found.changes if "changes" in entry else found.new)[key] = entry
        for title in [TITLES[name] for name in entry.get("changes", [])] or [""]:
            if why:
                found.kept[f"{key} {title}".strip()] = why
    return found


def _why_it_stays(fact, person, entry, near, plain):
    if fact is None or person is None or person.erased_at or fact.participant_id != person.pk:
        return AWAY
    if person.pk not in near:
        return OUTSIDE
    if person.restricted_at:
        return RESTRICTED
    if getattr(fact, "voided_at", None):
        return VOIDED
    return AGAIN if plain(fact) != entry["values"] else ""


def _pointed_to(model, ids):
    """{fact: why} of those that something else refers to."""
    return {
        pk: f"sudah ada {other._meta.verbose_name}"
        for other, key in snapshots.relations(model)
        for pk in other._base_manager.filter(**{f"{key.name}__in": ids}).values_list(key.name, flat=True)
    }


def _went_on(model, facts, people, stage):
    """{fact: why} of those whose owners stand on a stage that comes after theirs."""
    policies = journeys.policies({person.programme_year_id for person in people.values()})
    standing = StageStanding.objects.filter(participant__in=list(people)).values_list("participant_id", "stage")
    went_on = {pk for pk, reached in standing if reached in _after(policies[people[pk].programme_year_id], stage)}
    return {pk: LATER_STAGE for pk, fact in facts.items() if fact.participant_id in went_on}


def _after(policy, stage):
    if not policy.is_sequential or stage not in policy.stages:
        return ()
    return policy.stages[policy.stages.index(stage) + 1 :]
