"""How far a plan leads: target, people done, seats held, seats planned, and what is missing. By kecamatan."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from okoce.clock import now
from okoce.formats import angka
from okoce.programme import memory
from okoce.programme.stages import Stage
from participants.journey.models import Tally, TallySum
from trainings.sessions.models import Session
from trainings.sessions.states import TrainingKind

OUT_OF_REACH = "tidak tercapai walau semua kursi penuh"


@dataclass(frozen=True)
class Outlook:
    """`planned`: how many people the coming seats are enough for, when each needs every required module."""

    kecamatan: str
    target: int
    done: int
    seated: int
    seats: int
    planned: float
    rate: float | None = None

    @property
    def expected(self):
        """People whom the planned seats bring to the end, at the rate of those who come; None while it is not known."""
        return None if self.rate is None else self.planned * self.rate

    @property
    def rate_percent(self):
        return None if self.rate is None else round(self.rate * 100)

    @property
    def missing(self):
        """People that are still missing when everybody expected has come; every seat where no rate is known."""
        expected = self.planned if self.rate is None else self.planned * self.rate
        return max(0, round(self.target - self.done - expected))

    @property
    def is_out_of_reach(self):
        return self.done + self.planned < self.target

    @property
    def in_words(self):
        if not self.target:
            return "tanpa target"
        if self.done >= self.target:
            return "tercapai"
        if self.is_out_of_reach:
            return OUT_OF_REACH
        return f"kurang {angka(self.missing)} orang" if self.missing else "cukup"


def of_kecamatan(codes, year, *, rates=None):
    """Return the Outlook of each of these kecamatan in a programme year, by code.

    `rates`: {kecamatan: share of those expected who come}. Sessions of a commodity training are not counted: they
    belong to its agency's own target.
    """
    targets, done = memory.targets(year.pk), _done(year, codes)
    coming = _coming(year, codes)
    rows = {}
    for code in codes:
        seated, seats, planned = coming.get(code, (0, 0, 0.0))
        target = targets.get(code, Counter())[Stage.TRAINING]
        rows[code] = Outlook(code, target, done[code], seated, seats, planned, (rates or {}).get(code))
    return rows


def _done(year, codes):
    """People who hold Pelatihan, by home kecamatan: what is summed up, and what is not yet."""
    summed = TallySum.objects.filter(programme_year=year, region__in=codes, stage=Stage.TRAINING, until=TallySum.EVER)
    open_tallies = Tally.objects.filter(programme_year=year, kecamatan__in=codes, stage=Stage.TRAINING, is_summed=False)
    found = Counter()
    for code, people in summed.values_list("region_id", "people").union(
        open_tallies.values_list("kecamatan_id", "people"), all=True
    ):
        found[code] += people
    return found


def _coming(year, codes):
    """{kecamatan: (seats held, seats, people the seats are enough for)} of drafts and open sessions that come."""
    required = [code for code, _, is_required in year.ordered_modules if is_required]
    coming = Session.objects.filter(programme_year=year, kecamatan__in=codes, starts_at__gt=now())
    coming = coming.exclude(state=Session.State.CANCELLED).exclude(training__kind=TrainingKind.HARD)
    taught = coming.annotate(required=Count("modules", filter=Q(modules__code__in=required), distinct=True))
    found = {}
    for code, capacity, seated, modules in taught.values_list("kecamatan_id", "capacity", "seats_taken", "required"):
        held, seats, planned = found.get(code, (0, 0, 0.0))
        share = modules / len(required) if required else 0
        found[code] = (held + seated, seats + capacity, planned + capacity * share)
    return found
