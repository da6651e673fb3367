"""Tallies are only added to; summing them up makes fewer rows of the same figures.

At any instant a figure is TallySum plus the tallies that are not summed up (see ../models/tallies.py): each step below
moves additions from there to here in one transaction, and readers ask for both in one statement.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from functools import reduce
from itertools import islice
from operator import attrgetter, or_

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from okoce.clock import now, today
from okoce.programme.models import ProgrammeYear
from okoce.regions.models import Region
from participants.journey.models import Tally, TallyChange, TallyLedger, TallySum, came_late

_KEY = ("programme_year_id", "kelurahan_id", "kecamatan_id", "stage", "day")
_DAY = ("programme_year_id", "day", "stage", "kelurahan_id")  # what is one row of each model once it is summed up
_SUM = ("programme_year_id", "level", "until", "stage", "region_id")
_LEVELS = tuple(Region.Level.values)  # as many of them as a code has parts
_ROWS, _AT_ONCE = 500, 20_000  # added to at once, taken away by one statement


def add_tallies(counter, *, known_at=None):
    """Append {(year, kelurahan, kecamatan, stage, day): people}, known from now on; sums of nothing are left out."""
    known_at = known_at or now()
    Tally.objects.bulk_create(
        Tally(**dict(zip(_KEY, key, strict=True)), people=people, known_at=known_at)
        for key, people in counter.items()
        if people
    )


def fold(*, limit=_AT_ONCE):
    """Sum up what was appended, at most `limit` additions of each year (None: all). Returns how many that were."""
    to_sum_up = Tally.objects.filter(programme_year=OuterRef("pk"), is_summed=False)
    years = ProgrammeYear.objects.filter(Exists(to_sum_up) | Q(tally_ledger__isnull=False))
    return sum(_fold(year, limit) for year in years)


def hold_tallies():
    """Let no other transaction that adds tallies commit until this one ends, and wait for those that do so now.

    Each tally names its year, which PostgreSQL locks as the target of a foreign key when the transaction commits. So a
    standing and its tally are read here either both or not at all. Ledgers come first, as in `_fold`. SQLite has one
    writer at a time anyway.
    """
    list(TallyLedger.objects.select_for_update().order_by("pk").values("pk"))
    list(ProgrammeYear.objects.select_for_update().order_by("pk").values("pk"))


@transaction.atomic
def put_right(wrong):
    """Append what is missing, and make all sums anew in case they were wrong too."""
    add_tallies(wrong)
    for year in ProgrammeYear.objects.filter(tally_ledger__isnull=False):
        sum_anew(year)


@transaction.atomic
def sum_anew(year):
    """Make the sums of a year from its summed-up tallies, also up to the fortnights that ended meanwhile."""
    ledger = _held(year)
    ledger.days = sorted({*ledger.days, *_ended(year)})
    days = [*ledger.kept_days, TallySum.EVER]
    added = Counter()
    rows = Tally.objects.filter(programme_year=year, is_summed=True)
    for kelurahan, stage, day, people in rows.values_list("kelurahan_id", "stage", "day", "people").iterator():
        added[kelurahan, stage, days[bisect_left(days, day)]] += people
    TallySum.objects.filter(programme_year=year).delete()
    _add_sums(year, added, days)
    ledger.save()


@transaction.atomic
def _fold(year, limit):
    ledger = _held(year)
    rows = Tally.objects.filter(programme_year=year, is_summed=False).order_by("pk")
    rows = list(rows.values_list("pk", "known_at", *_KEY, "people")[:limit])
    added, changes = Counter(), Counter()
    for _, known_at, *key, people in rows:
        added[tuple(key)] += people
        changes[*key, known_at] += people
    _add_days(added)
    _keep_changes(changes)
    for first in range(0, len(rows), _AT_ONCE):
        Tally.objects.filter(pk__in=[pk for pk, *_ in rows[first : first + _AT_ONCE]]).delete()
    if set(_ended(year)) <= set(ledger.days):
        days = [*ledger.kept_days, TallySum.EVER]
        _add_sums(year, {(kelurahan, stage, day): n for (_, kelurahan, _, stage, day), n in added.items()}, days)
    else:
        sum_anew(year)
    ledger.additions += len(rows)
    ledger.save(update_fields=["additions"])
    return len(rows)


def _held(year):
    """The ledger, locked: one sums up at a time."""
    TallyLedger.objects.get_or_create(programme_year=year)
    return TallyLedger.objects.select_for_update().get(programme_year=year)


def _ended(year):
    """The last days of the fortnights that are over, as the ledger writes them."""
    return [ends_on.isoformat() for _, ends_on in year.fortnights if ends_on < today()]


def _keep_changes(changes):
    """Keep when each addition was made; what came and went at one instant was never seen."""
    rows = [
        TallyChange(
            **dict(zip(_KEY, key, strict=True)), known_at=known_at, is_late=came_late(key[-1], known_at), people=people
        )
        for (*key, known_at), people in changes.items()
        if people
    ]
    TallyChange.objects.bulk_create(rows, batch_size=_ROWS)


def _add_days(added):
    rows = {}
    for (year, kelurahan, kecamatan, stage, day), people in added.items():
        key = year, day, stage, kelurahan
        if key not in rows:
            rows[key] = Tally(**dict(zip(_DAY, key, strict=True)), kecamatan_id=kecamatan, people=0, is_summed=True)
        rows[key].people += people
    _add(Tally.objects.filter(is_summed=True), _DAY, (rows[key] for key in sorted(rows) if rows[key].people))


def _add_sums(year, added, days):
    """Add {(kelurahan, stage, day): people} to the sums of all regions around, up to each of `days` from then on."""
    sums = Counter()
    for (kelurahan, stage, day), people in added.items():
        parts = kelurahan.split(".")
        for number, level in enumerate(_LEVELS, start=1):
            region = ".".join(parts[:number])
            for until in days[bisect_left(days, day) :]:
                sums[year.pk, level, until, stage, region] += people
    rows = (TallySum(**dict(zip(_SUM, key, strict=True)), people=sums[key]) for key in sorted(sums) if sums[key])
    _add(TallySum.objects.all(), _SUM, rows)


def _add(kept, fields, rows):
    """Put each new row in place of the kept one with the same `fields`, with the people of both.

    The year's ledger is locked, so nobody else changes these rows. Replacing many rows takes half the time that
    bulk_update takes.
    """
    rows, key = iter(rows), attrgetter(*fields)
    while some := {key(row): row for row in islice(rows, _ROWS)}:
        replaced = []
        for pk, people, *of in kept.filter(_with_keys(fields, some)).values_list("pk", "people", *fields):
            some[tuple(of)].people += people
            replaced.append(pk)
        kept.filter(pk__in=replaced).delete()
        kept.bulk_create(some.values())


def _with_keys(fields, keys):
    """A condition for rows with one of these keys; keys that differ in their last field share a term."""
    terms = defaultdict(list)
    for *first, last in keys:
        terms[tuple(first)].append(last)
    return reduce(
        or_, (Q(*zip(fields, first, strict=False), (f"{fields[-1]}__in", some)) for first, some in terms.items())
    )
