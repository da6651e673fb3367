"""What all rows of the sample stand on: the calendar, and the keys of the reference data."""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from okoce.clock import day_starts_at, now, today
from okoce.programme import memory
from okoce.programme.models import BusinessClass, Commodity, Community, ProgrammeYear, RegistrationPoint
from okoce.regions.models import Region
from participants.consents import memory as privacy_texts
from participants.journey.actions import journeys
from participants.journey.stages import Policy
from sample.draws import Draws, Weighted
from sample.people import Plan

AT_HOME_IN = "31.73"  # the sample is a year of Jakarta Barat …
TIMES = 8  # … whose people weigh this much more than the rest of Jakarta


class Homes:
    """The kelurahan of each row: first everybody's once, then by population."""

    def __init__(self, seed):
        self._seed = seed
        self._codes = list(Region.objects.kelurahan().values_list("code", flat=True))
        people = Region.objects.kelurahan().values_list("code", "population")
        self._weighted = Weighted({code: n * (TIMES if code.startswith(AT_HOME_IN) else 1) for code, n in people})

    def of(self, row):
        return self._codes[row] if row < len(self._codes) else self._weighted.pick(Draws(self._seed, "home", row))


@dataclass(frozen=True)
class Ground:
    seed: str
    year: ProgrammeYear
    policy: Policy
    today: dt.date
    now: dt.datetime
    homes: Homes
    commodities: list  # (key, code)
    classes: dict  # {key of a commodity: key of its usual class}
    points: dict  # {code: key}
    communities: list
    texts: dict  # {purpose: key of the text that was read}
    notice: str  # version of the notice that was shown

    @classmethod
    def read(cls, seed):
        year = memory.current_year()
        usual = BusinessClass.objects.filter(is_usual=True).order_by("-code")
        return cls(
            seed=seed,
            year=year,
            policy=journeys.policies([year.pk])[year.pk],
            today=today(),
            now=now(),
            homes=Homes(seed),
            commodities=list(Commodity.objects.values_list("pk", "code")),
            classes=dict(usual.values_list("commodity_id", "pk")),
            points=dict(RegistrationPoint.objects.values_list("code", "pk")),
            communities=[None, *Community.objects.filter(region=None).values_list("pk", flat=True)],
            texts={purpose: text.pk for purpose, text in privacy_texts.consents().items()},
            notice=privacy_texts.notice().version,
        )

    @property
    def days(self):
        """Of the year that have passed."""
        return (self.today - self.year.starts_on).days

    def plan(self, row):
        return Plan(seed=self.seed, row=row, kelurahan=self.homes.of(row), days=self.days)

    def day(self, number):
        """The date of a day counted from the start of the year."""
        return self.year.starts_on + dt.timedelta(days=number)

    def recorded(self, day, hour):
        """An instant of a day by which something was written down, and never one still to come."""
        return min(_midnight(day) + dt.timedelta(hours=hour), self.now)


_midnight = cache(day_starts_at)
