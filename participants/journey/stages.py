"""Which stages a person has reached, judged from facts alone by the policy of their programme year.

The seven rules, each with the day and the evidence that fulfil it:

- Pendaftaran: registered with complete data, and the identity card checked by an officer.
- Pelatihan: every required module, each by attending enough of one session's meetings.
- Pendampingan: notes far enough apart, and enough follow-ups finished.
- Perizinan: a licence of a kind that counts, issued with number and day.
- Pemasaran: a recorded sale, at a stall or through a channel.
- Pelaporan Keuangan: statements of enough months close enough together.
- Permodalan: money disbursed.

In a sequential year a stage is reached once all before it are, and not on an earlier day than they. In a free year each
stands by itself, except that everything asks for Pendaftaran first: nobody counts whose identity was never checked.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from okoce.programme.licence_kinds import LicenceKind
from okoce.programme.stages import Stage
from participants.journey.event_kinds import EventKind
from participants.journey.facts import Fact, FactKind


@dataclass(frozen=True, slots=True)
class Reached:
    on: date
    ref: str


@dataclass(frozen=True)
class Policy:
    """A programme year as the judge sees it: the stages in their order, and the measure of each rule.

    The measures have the names, and without a year the defaults, of the fields of `ProgrammeYear`.
    """

    stages: tuple[str, ...] = tuple(Stage.values)
    is_sequential: bool = False
    modules: tuple[str, ...] = ()
    attendance_percent: int = 75
    notes: int = 2
    days_apart: int = 7
    finished_follow_up: int = 1
    licence_kinds: tuple[str, ...] = (LicenceKind.NIB,)
    statements: int = 3
    months: int = 6


def judge(facts: Iterable[Fact], policy: Policy) -> dict[str, Reached]:
    """The stages one person has reached. The order of the facts does not matter."""
    own = own_evidence(facts, policy)
    if Stage.REGISTRATION not in own:
        return {}
    floor = own[Stage.REGISTRATION]
    reached = {}
    for stage in policy.stages:
        if stage not in own:
            if policy.is_sequential:
                break
            continue
        reached[stage] = Reached(max(own[stage].on, floor.on), own[stage].ref)
        if policy.is_sequential:
            floor = reached[stage]
    return reached


def own_evidence(facts: Iterable[Fact], policy: Policy) -> dict[str, Reached]:
    """Each stage that has all it asks for, before the order of stages is looked at."""
    facts_of = defaultdict(list)
    for fact in facts:
        facts_of[fact.stage].append(fact)
    own = {stage: rule(sorted(facts_of[stage], key=_first), policy) for stage, rule in _RULES.items()}
    return {stage: reached for stage, reached in own.items() if reached}


def modules_completed(facts: Iterable[Fact], policy: Policy) -> dict[str, Reached]:
    """Modules with enough of one session's meetings attended, each on the first day it was enough."""
    done = {}
    for fact in sorted(_of(facts, FactKind.MODULE_ATTENDED), key=_first):
        if fact.whole and fact.amount * 100 >= policy.attendance_percent * fact.whole:
            done.setdefault(fact.key, Reached(fact.on, fact.ref))
    return done


def held(events: Iterable, *, on: date, known_at) -> set[tuple[int, str]]:
    """(participant, stage) held on a day, as it was known at an instant. A loss takes back the gain of its day."""
    balance = defaultdict(int)
    for event in events:
        if event.happened_on <= on and event.known_at <= known_at:
            balance[event.participant_id, event.stage] += 1 if event.kind == EventKind.GAINED else -1
    return {who for who, gains in balance.items() if gains > 0}


def _registration(facts, policy):
    registered, checked = _earliest(_of(facts, FactKind.REGISTERED)), _earliest(_of(facts, FactKind.IDENTITY_CHECKED))
    if registered and checked:
        return Reached(max(registered.on, checked.on), checked.ref)


def _training(facts, policy):
    done = modules_completed(facts, policy)
    if policy.modules and all(module in done for module in policy.modules):
        return max((done[module] for module in policy.modules), key=_first)


def _mentoring(facts, policy):
    """Reached with the note or the finished follow-up that was still missing."""
    apart, finished, last = 0, 0, None
    for fact in facts:
        if fact.kind == FactKind.FOLLOW_UP:
            finished += 1
        elif fact.kind == FactKind.NOTE and (last is None or fact.on - last >= timedelta(days=policy.days_apart)):
            apart, last = apart + 1, fact.on
        if apart >= policy.notes and finished >= policy.finished_follow_up:
            return Reached(fact.on, fact.ref)


def _permits(facts, policy):
    return _earliest(fact for fact in _of(facts, FactKind.LICENCE) if fact.key in policy.licence_kinds)


def _marketing(facts, policy):
    return _earliest(_of(facts, FactKind.SALE, FactKind.CHANNEL_SALE))


def _finances(facts, policy):
    months = set()
    for fact in _of(facts, FactKind.STATEMENT):
        year, month = map(int, fact.key.split("-"))
        months.add(year * 12 + month)
        if any(sum(first <= each < first + policy.months for each in months) >= policy.statements for first in months):
            return Reached(fact.on, fact.ref)


def _capital(facts, policy):
    return _earliest(fact for fact in _of(facts, FactKind.DISBURSEMENT) if fact.amount > 0)


_RULES = {
    Stage.REGISTRATION.value: _registration,
    Stage.TRAINING.value: _training,
    Stage.MENTORING.value: _mentoring,
    Stage.PERMITS.value: _permits,
    Stage.MARKETING.value: _marketing,
    Stage.FINANCES.value: _finances,
    Stage.CAPITAL.value: _capital,
}


def _of(facts, *kinds):
    return [fact for fact in facts if fact.kind in kinds]


def _earliest(facts):
    first = min(facts, key=_first, default=None)
    return first and Reached(first.on, first.ref)


def _first(each):
    """Days decide; of one day, the reference, so that the order of reading never does."""
    return each.on, each.ref
