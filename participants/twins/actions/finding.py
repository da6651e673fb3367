"""Look for records of one person among those that hold a NIK. Idempotent: a pair that is known stays as it is.

Registrations that wait for a card check are left out: they are joined by their NIK when the card is seen
(participants/identity_checks/joining.py), and until then nobody compares them with a record.
"""

from collections import deque
from itertools import groupby

from django.db.models import Q

from okoce.clock import now
from okoce.sealing import unseal
from participants.people.models import Participant
from participants.twins import matching
from participants.twins.models import TwinCandidate

AT_ONCE = 500
FIELDS = ("pk", "name_key", "birth_on", "sex", "phone", "kelurahan_id")


def records():
    return Participant.objects.filter(holds_nik=True).order_by()


def find_all():
    """Compare the whole register and forget open pairs that do not look alike any more. Return how many came in."""
    found, added, batch, started = set(), 0, [], now()
    for pair in matching.pairs(_all_blocks(), nik_of):
        found.add((pair.one, pair.other))
        batch.append(pair)
        if len(batch) == AT_ONCE:
            added, batch = added + _keep(batch), []
    added += _keep(batch)
    # An import may have brought people and their pairs in since their block was read.
    standing = TwinCandidate.objects.filter(state=TwinCandidate.State.OPEN, found_at__lt=started)
    standing = standing.values_list("pk", "one", "other")
    over = [pk for pk, one, other in standing.iterator() if (one, other) not in found]
    for start in range(0, len(over), AT_ONCE):
        TwinCandidate.objects.filter(pk__in=over[start : start + AT_ONCE], state=TwinCandidate.State.OPEN).delete()
    return added


def find_near(participant_ids):
    """Compare these people with everybody who shares their birth date or phone. Return how many pairs came in."""
    ids, added = list(participant_ids), 0
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        of_these = records().filter(pk__in=some)
        near = records().filter(
            Q(birth_on__in=of_these.values("birth_on")) | Q(phone__in=of_these.values("phone")),
        )
        people = [matching.person(*row) for row in near.values_list(*FIELDS).iterator()]
        numbers = _numbers_asked(people, about=set(some))
        added += _keep(list(matching.pairs(_blocks(people), numbers.get, about=set(some))))
    return added


def _numbers_asked(people, *, about):
    """{id: number} of those whom the comparison will ask for it, opened once each and read by one statement."""
    asked = set()

    def note(pk):
        asked.add(pk)
        return ""

    deque(matching.pairs(_blocks(people), note, about=about), maxlen=0)
    sealed = Participant.objects.filter(pk__in=asked).order_by().values_list("pk", "nik_sealed")
    return {pk: unseal(content) for pk, content in sealed}


def nik_of(pk):
    """The number of somebody, open for the comparison only."""
    return Participant.objects.only("nik_sealed").get(pk=pk).nik


def _all_blocks():
    """Blocks read along an index, a day, a phone or a kelurahan at a time: memory does not grow with the register."""
    for field, block in (("birth_on", matching.by_birth_date), ("phone", matching.by_phone)):
        rows = records().order_by(field).values_list(*FIELDS)
        place = FIELDS.index(field)
        for _, group in groupby(rows.iterator(chunk_size=5_000), key=lambda row, place=place: row[place]):
            group = list(group)
            if len(group) > 1:
                yield from block([matching.person(*row) for row in group])
    rows = records().order_by("kelurahan").values_list(*FIELDS)
    for _, group in groupby(rows.iterator(chunk_size=5_000), key=lambda row: row[-1]):
        yield from matching.by_sound([matching.person(*row) for row in group])


def _blocks(people):
    yield from matching.by_birth_date(people)
    yield from matching.by_phone(people)


def _keep(pairs):
    before = TwinCandidate.objects.filter(one__in={pair.one for pair in pairs}).values_list("one", "other")
    known = set(before)
    fresh = [
        TwinCandidate(one_id=pair.one, other_id=pair.other, score=pair.score, reasons=list(pair.reasons))
        for pair in pairs
        if (pair.one, pair.other) not in known
    ]
    TwinCandidate.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)
