"""settings.FROZEN_PARTS: what was decided for each kecamatan the last time and what was measured since, for papers."""

from okoce.clock import day_starts_at
from okoce.programme.models import FORTNIGHT
from okoce.regions.levels import Level
from reports.figures.counted import code_at
from reports.meetings.models import Action, Closing
from reports.meetings.readings import readings

PART = "actions"
MOST = {Level.KECAMATAN: 4, Level.KOTA: 8, Level.PROVINCE: 10}


def parts(year, on, known_at):
    """Return {"actions": {region code: [action as plain values]}} of a programme year, as of a day and an instant.

    Those that were open, or were closed or opened again in the fortnight before; what is overdue or without owner
    first, then the newest. A kota and the province have the first of all their kecamatan. Counts below five are hidden.
    A fixed number of statements.
    """
    lately = day_starts_at(on - FORTNIGHT)
    settled = Closing.objects.standing().filter(decided_at__lt=lately, decided_at__lte=known_at)
    actions = Action.objects.filter(
        meeting__period__programme_year=year.pk, decided_at__lte=known_at, baseline_on__lte=on
    ).exclude(pk__in=settled.values("action"))
    actions = list(actions.with_parts().order_by("-pk"))
    found, answer = readings(actions, hides=True, on=on, known_at=known_at), {}
    for reading in sorted(found, key=lambda reading: not (reading.is_overdue or reading.is_ownerless)):
        for level, most in MOST.items():
            rows = answer.setdefault(code_at(reading.action.kecamatan_id, level), [])
            if len(rows) < most:
                rows.append(_plain(reading))
    return {PART: answer}


def _plain(reading):
    action, (tone, word) = reading.action, reading.state
    return {
        "place": action.place,
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
