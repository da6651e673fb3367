"""What apps saw of people, as rows of one shape: whatever the number of kinds, one statement reads them all.

Each app of settings.EVIDENCE describes its kinds once, as `Source`s, and says which facts and words their rows are.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from importlib import import_module
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast

from okoce.clock import wib_day
from participants.journey.facts import Fact
from participants.journey.models.evidence import Evidence

COLUMNS = "kind", "number", "participant_id", "at", "then", "key", "words", "amount", "whole"


class EvidenceRow(NamedTuple):
    """`kind` and `pk` name the row; what the other columns hold is said by its Source."""

    kind: str
    pk: int
    participant_id: int
    at: str
    then: str
    key: str
    words: str
    amount: int
    whole: int

    @property
    def ref(self):
        return f"{self.kind}:{self.pk}"

    def fact(self, stage, kind, **more):
        """Return the fact of a stage that this row is evidence of."""
        return Fact(self.participant_id, stage, kind, self.on, self.ref, **more)

    @property
    def on(self):
        return day(self.at)

    @property
    def then_on(self):
        return day(self.then)


@dataclass(frozen=True, eq=False)
class Source:
    """One kind: `rows` are all there are, `standing` those that count, and they are facts of one stage.

    The rest are names of columns or expressions.
    """

    kind: str
    stage: str
    rows: QuerySet
    standing: QuerySet
    at: str
    person: str = "participant_id"
    then: Any = None
    key: Any = None
    words: Any = None
    amount: Any = None
    whole: Any = None

    @cached_property
    def standing_rows(self):
        return self._shaped(self.standing)

    @cached_property
    def _all_rows(self):
        return self._shaped(self.rows)

    def named(self, numbers):
        return self._all_rows.filter(pk__in=numbers)

    def _shaped(self, rows):
        """In the columns of an EvidenceRow."""
        texts = [Value("") if name is None else Cast(name, TextField()) for name in (self.then, self.key, self.words)]
        counts = [Value(0) if name is None else name for name in (self.amount, self.whole)]
        columns = [Value(self.kind), "pk", self.person, Cast(self.at, TextField()), *texts, *counts]
        return rows.order_by().values_list(*columns)


def standing():
    """The rows of all kinds that count, which the view of `Evidence` is made of."""
    first, *others = (source.standing_rows for source in _sources())
    return first.union(*others, all=True)


def of_people(ids, *, stage=None):
    """Return what every app saw of these people, and what stands of it; of one stage where that is all one asks."""
    rows = Evidence.objects.filter(participant_id__in=list(ids))
    if stage:
        rows = rows.filter(kind__in=[source.kind for source in _sources() if source.stage == stage])
    return [EvidenceRow(*row) for row in rows.values_list(*COLUMNS)]


def named(refs):
    """The rows of these references ("licence:3"), whether they stand or not."""
    numbers = defaultdict(list)
    for ref in set(refs):
        kind, _, number = ref.partition(":")
        numbers[kind].append(number)
    return _read([source.named(numbers[source.kind]) for source in _sources() if source.kind in numbers])


def facts(seen):
    """{participant: their facts} in what was seen."""
    found = defaultdict(list)
    for app in _apps():
        for fact in app.facts(seen):
            found[fact.participant_id].append(fact)
    return found


def words(seen):
    """{reference: in words} of what was seen; of some kinds there is nothing to say."""
    sentences = {kind: sentence for app in _apps() for kind, sentence in app.SENTENCES.items()}
    return {row.ref: sentences[row.kind](row) for row in seen if row.kind in sentences}


def day(text):
    """The day in Jakarta of a day or an instant as the database writes them; None for nothing."""
    if not text:
        return None
    if len(text) == 10:
        return date.fromisoformat(text)
    instant = datetime.fromisoformat(text)
    return wib_day(instant if instant.tzinfo else instant.replace(tzinfo=UTC))


def _sources():
    return [source for app in _apps() for source in app.SOURCES]


def _apps():
    return [import_module(name) for name in settings.EVIDENCE]


def _read(asked):
    if not asked:
        return []
    first, *others = asked
    return [EvidenceRow(*row) for row in first.union(*others, all=True)]
