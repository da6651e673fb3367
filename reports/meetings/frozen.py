"""settings.FROZEN_PARTS: what was decided for each kecamatan the last time and what was measured since, for papers."""

from okoce.clock import day_starts_at
from okoce.programme.models import FORTNIGHT
from reports.meetings.models import Action, Closing
from reports.meetings.readings import readings

PART = "actions"
MOST = 5


def parts(year, on, known_at):
    """Return {"actions": {kecamatan code: [action as plain values]}} of a programme year, as of a day and an instant.

    Those that were open, or were closed or opened again in the fortnight before; the newest first. Counts below five
    are hidden. A fixed number of statements.
    """
    lately = day_starts_at(on - FORTNIGHT)
    settled = Closing.objects.standing().filter(decided_at__lt=lately, decided_at__lte=known_at)
    actions = Action.objects.filter(
        meeting__period__programme_year=year.pk, decided_at__lte=known_at, baseline_on__lte=on
    ).exclude(pk__in=settled.values("action"))
    answer = {}
    for reading in readings(
        list(actions.with_parts().order_by("kecamatan_id", "-pk")), hides=True, on=on, known_at=known_at
    ):
        rows = answer.setdefault(reading.action.kecamatan_id, [])
        if len(rows) < MOST:
            rows.append(_plain(reading))
    return {PART: answer}


def _plain(reading):
    action, (tone, word) = reading.action, reading.state
    return {
        "what": action.what,
        "owner": action.owner.name if action.has_owner else "",
        "decided_on": action.baseline_on.isoformat(),
        "due_on": action.due_on.isoformat(),
        "figure": action.figure.name,
        "expected": action.expected,
        "change": None if reading.is_hidden else reading.change,
        "words": reading.words,
        "tone": tone,
        "state": word,
    }
