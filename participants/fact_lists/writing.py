"""Facts of a list are written one by one, by the action that their own page calls."""

from django.core.exceptions import ValidationError

from okoce import history
from okoce.refusals import in_words
from participants.imports.row_verdicts import HOLD
from participants.people.models import Participant

BATCH = 200  # each takes some statements, and the people of a batch are locked meanwhile


def write(rows, act, *, item, reason):
    """Return {row: entry} of what was written; `act(judged, person)` writes one and returns its entry.

    What the action refuses in this moment is held with its sentence.
    """
    people = Participant.objects.defer("nik_sealed").in_bulk([judged.known.pk for judged in rows])
    log = {}
    with history.acting(item.confirmed_by, reason):
        for judged in rows:
            try:
                log[judged.key] = {"pk": judged.known.pk} | act(judged, people[judged.known.pk])
            except ValidationError as refused:
                judged.refuse(HOLD, "REFUSED", message=in_words(refused))
    return log
