"""People who work in the businesses, by the last word of each owner, against what the programme is to reach."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Sum

from okoce.accounts.areas import Area
from participants.employment.models import ASKED_AGAIN, WorkerCount

GOAL = 200_000
DEFINITION = (
    "Orang yang bekerja di usaha peserta, pemiliknya ikut dihitung, menurut jawaban terakhir pemiliknya sendiri sampai "
    "hari itu. Yang belum pernah menjawab tidak dihitung. Usaha yang dijalankan dua peserta bisa terhitung dua kali."
)


class AtWork(NamedTuple):
    """Of one kecamatan: people at work, owners who answered, those of them whose answer is old, and the oldest day."""

    people: int = 0
    answered: int = 0
    old: int = 0
    oldest_on: dt.date | None = None

    def __add__(self, other):
        days = [day for day in (self.oldest_on, other.oldest_on) if day]
        counts = (mine + theirs for mine, theirs in zip(self[:3], other[:3], strict=True))
        return AtWork(*counts, min(days, default=None))


def people_at_work(on, *, area=None):
    """Return {kecamatan code: AtWork} as answered up to a day, where people live now. One statement.

    A kecamatan nobody answered in is missing. Whole counts: where they leave for outside, `answered` below five is a
    small count, and `people` is hidden with it. An answer is old once it is asked again (182 days).
    """
    area = area or Area.everywhere()
    said = WorkerCount.objects.standing().filter(said_on__lte=on)
    later = Q(said_on__gt=OuterRef("said_on")) | Q(said_on=OuterRef("said_on"), pk__gt=OuterRef("pk"))
    newer = said.filter(later, participant=OuterRef("participant")).order_by()
    rows = (
        said.filter(~Exists(newer), area.on("participant__kecamatan"), participant__erased_at=None)
        .annotate(code=F("participant__kecamatan_id"))
        .values_list("code")
        .annotate(
            sum=Sum("people"),
            answered=Count("pk"),
            old=Count("pk", filter=Q(said_on__lte=on - ASKED_AGAIN)),
            oldest_on=Min("said_on"),
        )
        .order_by()
    )
    return {code: AtWork(*counts) for code, *counts in rows}
