"""Count the figures of a day from facts and keep them."""

from collections import Counter
from datetime import timedelta

from django.db import transaction

from okoce.clock import now, today
from okoce.programme import memory
from okoce.programme.models import ProgrammeYear
from reports.figures import kept, registry
from reports.figures.models import DailyCount, DailyFigure

LATE_FACTS = timedelta(days=45)  # fortnights that ended so recently are counted again, since facts still come in


def keep(year, on, *, counted_at=None):
    """Count what is kept of a day, and append what differs from the count before. Return how many numbers that were.

    `counted_at`: the instant the count is kept under, now if None.

    Idempotent. The statements are a few for each kind of facts, whatever the number of people and regions. They hold
    no lock: only what they found is written in a transaction.
    """
    counted_at = counted_at or now()
    figures = [figure for figure in registry.figures().values() if figure.is_kept]
    counts = kept.count_facts(figures, year, on) | kept.count_tables(registry.tables().values(), year, on)
    found = Counter()
    for key, numbers in counts.items():
        found.update({(key, code): number for code, number in numbers.items()})
    return _append(year, on, found, counted_at)


@transaction.atomic
def _append(year, on, found, counted_at):
    """Write what differs, unless somebody counted later and was done before."""
    ProgrammeYear.objects.select_for_update(no_key=True).get(pk=year.pk)  # one writes at a time
    if DailyCount.objects.filter(programme_year=year, day=on, counted_at__gt=counted_at).exists():
        return 0
    versions = {key: row.version for key, row in (registry.figures() | registry.tables()).items()}
    before = kept.newest(DailyFigure.objects.filter(programme_year=year, day=on))
    changed = sorted(key for key in found.keys() | before.keys() if found[key] != before[key])
    DailyFigure.objects.bulk_create(
        (
            DailyFigure(
                programme_year=year,
                day=on,
                figure=key,
                version=versions.get(key.partition(":")[0], 0),
                region_id=code,
                value=found[key, code],
                counted_at=counted_at,
            )
            for key, code in changed
        ),
        batch_size=1000,
    )
    DailyCount.objects.create(programme_year=year, day=on, counted_at=counted_at)
    return len(changed)


def keep_due():
    """Count today, yesterday, and the fortnights that ended lately, of the year of today."""
    if year := memory.current_year():
        for day in due_days(year):
            keep(year, day)


def due_days(year):
    """The days to count now, the earliest first."""
    day = today()
    lately = {ends_on for _, ends_on in year.fortnights if day - LATE_FACTS <= ends_on < day}
    return sorted(each for each in {*lately, day - timedelta(days=1), day} if each >= year.starts_on)
