"""What lists of people are narrowed by, written on the person whenever their evidence is judged.

`is_checked`: an identity check stands. `stopped_after` and `stopped_on`: the last stage reached and its day, empty for
who holds none or all seven.
"""

from okoce.programme.stages import Stage
from participants.journey.facts import FactKind
from participants.people.models import Participant

_FIELDS = ["is_checked", "stopped_after", "stopped_on"]
_ROWS = 500  # written by one statement


def mark(people, facts, standings):
    """Write the marks that changed, of people that are locked: {id: person}, {id: facts}, {id: standings}."""
    changed = []
    for pk, person in people.items():
        marks = (_is_checked(facts[pk]), *_stopped(standings[pk]))
        if marks != tuple(getattr(person, name) for name in _FIELDS):
            for name, value in zip(_FIELDS, marks, strict=True):
                setattr(person, name, value)
            changed.append(person)
    Participant.objects.bulk_update(changed, _FIELDS, batch_size=_ROWS)


def _is_checked(facts):
    return any(fact.kind == FactKind.IDENTITY_CHECKED for fact in facts)


def _stopped(standings):
    """(the last stage, its day); of one day the one that was written last."""
    if not 0 < len(standings) < len(Stage):
        return "", None
    last = max(standings, key=lambda standing: (standing.reached_on, standing.pk))
    return last.stage, last.reached_on
