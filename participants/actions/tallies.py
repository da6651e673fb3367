"""Tallies are only added to; folding makes fewer rows of the same sums."""

from collections import Counter

from django.db import transaction
from django.db.models import Count, Window

from participants.models import Tally

_KEY = ("programme_year_id", "kelurahan_id", "kecamatan_id", "stage", "day")


def add_tallies(counter):
    """Append {(year, kelurahan, kecamatan, stage, day): people}; sums of nothing are left out."""
    Tally.objects.bulk_create(
        Tally(**dict(zip(_KEY, key, strict=True)), people=people) for key, people in counter.items() if people
    )


@transaction.atomic
def fold(*, limit=20_000):
    """Replace rows of one key by their sum. Returns how many rows fewer there are.

    Only rows read and locked here are deleted: what others append meanwhile, or fold before us, is theirs.
    """
    again = Tally.objects.annotate(same=Window(Count("id"), partition_by=_KEY)).filter(same__gt=1).order_by(*_KEY)
    ids = [tally.pk for tally in again[:limit]]
    rows = list(Tally.objects.select_for_update().filter(pk__in=ids))
    sums = Counter()
    for row in rows:
        sums[tuple(getattr(row, field) for field in _KEY)] += row.people
    Tally.objects.filter(pk__in=[row.pk for row in rows]).delete()
    add_tallies(sums)
    return len(rows) - sum(1 for people in sums.values() if people)
