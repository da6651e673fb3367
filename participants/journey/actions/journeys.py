"""Keep the stored journey equal to what the evidence says. Nobody writes a stage by hand."""

from collections import Counter, defaultdict

from django.db import transaction
from django.db.models import Case, Sum, Value, When

from okoce.clock import now, wib_day
from okoce.programme import memory
from okoce.reference.memory import look_again
from participants.journey import evidence_rows, stages
from participants.journey.actions.marks import mark
from participants.journey.actions.tallies import add_tallies, hold_tallies, put_right
from participants.journey.models import StageEvent, StageStanding, Tally
from participants.people.models import Participant, Residence

EVIDENCE_CHANGED = "Bukti berubah."
HOME_CHANGED = "Tempat tinggal pada hari itu dibetulkan."
EVIDENCE_LOST = "Buktinya tidak lagi mencukupi."


@transaction.atomic
def enter(participant):
    """Count somebody who came into the register, and judge what is known of them. Once per person."""
    add_tallies(registrations({participant.pk: participant}))
    refresh([participant.pk])


@transaction.atomic
def refresh(participant_ids, *, reason=""):
    """Judge these people anew and append what changed; `reason` is kept with each loss. Returns how much changed.

    The statements are the same for one person and for many. Two refreshes of one person wait for each other.
    """
    people = locked(participant_ids)
    stored, facts = standings_of(people), collect(people)
    judged = judged_by(people, facts)
    known_at, events, removed, added, tallies = now(), [], [], [], Counter()
    held = {pk: list(stored.get(pk, {}).values()) for pk in people}
    for pk, person in people.items():
        before, after = stored.get(pk, {}), judged[pk]
        for stage in (*before, *(stage for stage in after if stage not in before)):
            old, new = before.get(stage), after.get(stage)
            if old and new and _same(old, new):
                continue
            if old:
                removed.append(old.pk)
                held[pk].remove(old)
                events.append(_event(old, StageEvent.Kind.LOST, known_at, reason=_why(old, new, reason)))
                tallies[_key(person, old)] -= 1
            if new:
                added.append(new)
                held[pk].append(new)
                events.append(_event(new, StageEvent.Kind.GAINED, known_at))
                tallies[_key(person, new)] += 1
    if events:
        StageStanding.objects.filter(pk__in=removed).delete()
        StageStanding.objects.bulk_create(added)
        StageEvent.objects.bulk_create(events)
        add_tallies(tallies, known_at=known_at)
    mark(people, facts, held)
    return len(events)


def rebuild_all(*, batch=2000):
    """Judge everybody from nothing but evidence, set the tallies right, and say how much differed. Resumable."""
    changes = sum(refresh(ids) for ids in _batches(batch))
    return changes + settle_tallies(batch=batch)


def differences(*, batch=2000):
    """What a rebuild would change, as (participant, stage); nothing is written."""
    for ids in _batches(batch):
        people = Participant.objects.in_bulk(ids)
        stored, judged = standings_of(people), judged_by(people, collect(people))
        for pk in people:
            before, after = stored.get(pk, {}), judged[pk]
            for stage in before.keys() | after.keys():
                old, new = before.get(stage), after.get(stage)
                if not (old and new and _same(old, new)):
                    yield pk, stage


@transaction.atomic
def settle_tallies(*, batch=2000):
    """Make the tallies add up to the register and its standings. Returns how many sums were wrong."""
    hold_tallies()
    wrong = tally_differences(batch=batch)
    put_right(wrong)
    return len(wrong)


def tally_differences(*, batch=2000):
    """What is missing (or too much) in the tallies, by (year, kelurahan, kecamatan, stage, day)."""
    wanted = Counter()
    fields = ("participant__programme_year_id", "kelurahan_id", "kecamatan_id", "stage", "reached_on")
    for row in StageStanding.objects.values_list(*fields).iterator(chunk_size=10_000):
        wanted[row] += 1
    for ids in _batches(batch):
        wanted += registrations(Participant.objects.in_bulk(ids))
    fields = ("programme_year_id", "kelurahan_id", "kecamatan_id", "stage", "day")
    for *key, people in Tally.objects.order_by().values_list(*fields).annotate(sum=Sum("people")):
        wanted[tuple(key)] -= people
    return Counter({key: people for key, people in wanted.items() if people})


def registrations(people):
    """How these people, {id: person}, count as `terdaftar`: at the home of the day they registered."""
    found, homes = Counter(), homes_of(people)
    for pk, person in people.items():
        day = wib_day(person.registered_at)
        found[person.programme_year_id, *homes.on(pk, day), Tally.REGISTERED, day] += 1
    return found


def policies(year_ids):
    """{year: Policy} of these years."""
    look_again()  # people are judged by the rules of this moment
    kept = memory.years()
    return {pk: policy_of(kept[pk]) for pk in year_ids}


def policy_of(year):
    """What a year judges by, whose stages and modules are read."""
    return stages.Policy(
        stages=tuple(row.stage for row in year.ordered_stages),
        is_sequential=year.is_sequential,
        modules=tuple(code for code, _, is_required in year.ordered_modules if is_required),
        **year.measures,
    )


def collect(participant_ids, *, stage=None):
    """Return {participant: their facts}, from every app that has evidence; of one stage where that is all one asks."""
    return evidence_rows.facts(evidence_rows.of_people(participant_ids, stage=stage))


def words(refs):
    """{reference: evidence in words}; one that no app words is missing."""
    return evidence_rows.words(evidence_rows.named(refs))


def count(*, on, known_at, events=None):
    """People per (kecamatan, stage) as of a day, as known at an instant."""
    events = StageEvent.objects.all() if events is None else events
    worth = Sum(Case(When(kind=StageEvent.Kind.GAINED, then=Value(1)), default=Value(-1)))
    rows = events.filter(happened_on__lte=on, known_at__lte=known_at).order_by().values_list("kecamatan_id", "stage")
    return {(kecamatan, stage): people for kecamatan, stage, people in rows.annotate(people=worth) if people}


class _Homes:
    """Where people lived on a day: the newest residence not after it, else the first known, else today's address."""

    def __init__(self, people, residences):
        self.people, self.residences = people, residences

    def on(self, pk, day):
        rows = self.residences.get(pk)
        if not rows:
            return self.people[pk].kelurahan_id, self.people[pk].kecamatan_id
        until = [home for since_on, *home in rows if since_on <= day]
        return tuple(until[-1] if until else rows[0][1:])


def homes_of(people):
    """Return the homes of these people, {id: person}: `.on(id, day)` is the (kelurahan, kecamatan) of a day."""
    residences = defaultdict(list)
    rows = Residence.objects.filter(participant__in=list(people)).order_by("since_on", "id")
    for pk, *row in rows.values_list("participant_id", "since_on", "kelurahan_id", "kelurahan__parent_id"):
        residences[pk].append(row)
    return _Homes(people, residences)


def locked(participant_ids):
    """{id: person}, locked in the order of their keys."""
    # NO KEY: evidence rows being written elsewhere hold a key share on the person, and must not block this one.
    people = Participant.objects.select_for_update(no_key=True).filter(pk__in=list(participant_ids)).order_by("pk")
    return {person.pk: person for person in people.defer("nik_sealed")}


def standings_of(people):
    """{participant: {stage: the standing as stored}}."""
    found = defaultdict(dict)
    for standing in StageStanding.objects.filter(participant__in=list(people)).order_by("pk"):
        found[standing.participant_id][standing.stage] = standing
    return found


def judged_by(people, facts, policy_of=None):
    """{participant: {stage: standing}} as the evidence has it, not saved; by {year: Policy}, else by today's rules."""
    policy_of = policy_of or policies({person.programme_year_id for person in people.values()})
    homes, judged = homes_of(people), {}
    for pk, person in people.items():
        reached = stages.judge(facts[pk], policy_of[person.programme_year_id])
        judged[pk] = {stage: _standing(pk, stage, at, homes) for stage, at in reached.items()}
    return judged


def _standing(pk, stage, reached, homes):
    kelurahan, kecamatan = homes.on(pk, reached.on)
    return StageStanding(
        participant_id=pk,
        stage=stage,
        reached_on=reached.on,
        kelurahan_id=kelurahan,
        kecamatan_id=kecamatan,
        evidence=reached.ref,
    )


def _same(old, new):
    return (old.reached_on, old.evidence, old.kelurahan_id) == (new.reached_on, new.evidence, new.kelurahan_id)


def _why(old, new, reason):
    if new is None:
        return (reason or EVIDENCE_LOST)[:200]
    return HOME_CHANGED if (old.reached_on, old.evidence) == (new.reached_on, new.evidence) else EVIDENCE_CHANGED


def _event(standing, kind, known_at, *, reason=""):
    return StageEvent(
        participant_id=standing.participant_id,
        stage=standing.stage,
        kind=kind,
        happened_on=standing.reached_on,
        known_at=known_at,
        kelurahan_id=standing.kelurahan_id,
        kecamatan_id=standing.kecamatan_id,
        evidence=standing.evidence,
        reason=reason,
    )


def _key(person, standing):
    place = standing.kelurahan_id, standing.kecamatan_id
    return person.programme_year_id, *place, standing.stage, standing.reached_on


def _batches(size):
    last = 0
    while ids := list(Participant.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size]):
        yield ids
        last = ids[-1]
