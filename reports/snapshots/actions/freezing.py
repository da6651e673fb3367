"""What is frozen of kecamatan, kota and the province on one day, as plain JSON.

The statements are the same for one region and for all of them.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.utils.module_loading import import_string

from okoce.regions.levels import Level
from okoce.regions.models import Region
from okoce.small_counts import is_known
from reports.figures import counted, trends
from reports.published.counts import published, published_columns
from reports.published.frozen import frozen
from reports.snapshots import changes
from reports.snapshots.models import Period

MEASURES = ("attendance_percent", "notes", "days_apart", "statements", "months")
TRAINING = ("sessions", "seats", "booked", "attended")
LEVELS = (Level.KECAMATAN, Level.KOTA, Level.PROVINCE)


def regions():
    """Return the regions that have a paper: 44 kecamatan, 6 kota, the province."""
    return list(Region.objects.filter(level__in=LEVELS).order_by("code"))


@dataclass(frozen=True)
class Earlier:
    """What was reported before: {region code: figures}, and of an edition {(region code, stage): Counter of causes}."""

    figures: dict = field(default_factory=dict)
    causes: dict = field(default_factory=dict)
    number: str = ""

    @property
    def days(self):
        return {date.fromisoformat(figures["cut_off_on"]) for figures in self.figures.values()}


NOTHING = Earlier()


def figures_of(period, wanted, *, on, known_at, reported, corrected=NOTHING, then=False):
    """Return {region code: figures} of the regions `wanted`, of a day.

    `reported`: Earlier of the period before, `corrected`: of an earlier edition of the same period, for the lines of
    corrections. `then`: count stages as they were known at `known_at`, which is past.
    """
    year = period.programme_year
    trend_days = _trend_days(period, on)
    before_on = period.starts_on - timedelta(days=1)
    days = sorted({on, before_on, *trend_days, *reported.days, *corrected.days})
    counts = _Counts(year, days, on, before_on, known_at if then else None)
    heading = _heading(period, year, on)
    parts = _parts(year, on, known_at)
    answer = {}
    for region in wanted:
        code, level = region.pk, region.level
        answer[code] = heading | {
            "code": code,
            "level": level,
            "name": region.name if level == Level.KECAMATAN else region.official_name,
            "registered": counts.people(code)[counted.REGISTERED],
            "waiting": counts.people(code)[counted.WAITING],
            "stages": counts.stages(code),
            "trend": [{"on": day.isoformat()} | counts.plain(code, day) for day in trend_days],
            "training": counts.training(code),
            "training_added": counts.training_added(code),
            "reported": _corrections(year, reported, counts, code),
            "corrected": _corrections(year, corrected, counts, code),
            "parts": {name: by_code.get(code) for name, by_code in parts.items()},
        }
        answer[code] |= counts.inside(region)
    return frozen(answer)


class _Counts:
    """Every count that is frozen, read once for all regions."""

    def __init__(self, year, days, on, before_on, known_at):
        self.year, self.on, self.before_on = year, on, before_on
        by_kelurahan = counted.people_on(year, Level.KELURAHAN, days, known_at=known_at)
        self._people = {day: published(year, counts, Level.KELURAHAN) for day, counts in by_kelurahan.items()}
        self._targets = _on_all_levels(counted.targets(year))
        trainings = counted.training_on(year, [on, before_on])
        self._trainings, self._trainings_before = (_shown(trainings[day]) for day in (on, before_on))
        self._places = {place.pk: place for place in Region.objects.order_by("code")}

    def people(self, code, day=None):
        return self._people[day or self.on][code]

    def added(self, code):
        """The change since the day before the period, by stage."""
        people, before = self.people(code), self.people(code, self.before_on)
        return {row.stage: people[row.stage] - before[row.stage] for row in self.year.ordered_stages}

    def targets(self, code):
        return {row.stage: self._targets[code][row.stage] for row in self.year.ordered_stages}

    def stages(self, code):
        people, added, targets = self.people(code), self.added(code), self.targets(code)
        return [
            {
                "stage": row.stage,
                "number": row.position,
                "name": row.name,
                "people": people[row.stage],
                "added": added[row.stage],
                "target": targets[row.stage],
            }
            for row in self.year.ordered_stages
        ]

    def plain(self, code, day=None):
        people = self.people(code, day)
        stages = {row.stage: people[row.stage] for row in self.year.ordered_stages}
        return {"registered": people[counted.REGISTERED], "waiting": people[counted.WAITING], "stages": stages}

    def training(self, code):
        return {key: self._trainings[code][key] for key in TRAINING}

    def training_added(self, code):
        return {key: self._trainings[code][key] - self._trainings_before[code][key] for key in TRAINING}

    def inside(self, region):
        """What lies in a region: kelurahan of a kecamatan, kecamatan of a kota, kota and kecamatan of the province."""
        code = region.pk
        below = [place for place in self._places.values() if place.parent_id == code]
        if region.level == Level.KECAMATAN:
            kota = self._places[region.parent_id].official_name
            rows = [{"code": place.pk, "name": place.name} | self.plain(place.pk) for place in below]
            return {"kecamatan": region.name, "kota": kota, "kelurahan": rows}
        found = {"areas": [self._area(place) for place in below]}
        if region.level == Level.PROVINCE:
            every = [place for place in self._places.values() if place.level == Level.KECAMATAN]
            return found | {"all_kecamatan": [self._area(place) for place in every]}
        return found | {"kota": region.official_name}

    def _area(self, place):
        more = {"added": self.added(place.pk), "targets": self.targets(place.pk), "training": self.training(place.pk)}
        kota = self._places[place.parent_id].name if place.level == Level.KECAMATAN else place.name
        return {"code": place.pk, "name": place.name, "kota": kota} | self.plain(place.pk) | more


def _shown(found):
    """Return {code: the columns of TRAINING}; sessions and seats are not people, and never hidden."""
    whole, people = _on_all_levels(found), published_columns(found, Level.KECAMATAN, ("booked", "attended"))
    return {code: {key: row.get(key, whole[code][key]) for key in TRAINING} for code, row in people.items()}


def _on_all_levels(counts):
    """Counts by kecamatan or kelurahan, with their sums of every level above."""
    summed = counted.ByRegion()
    for level in LEVELS:
        summed.update(counted.add_up(counts, level))
    return summed


def _parts(year, on, known_at):
    """{part: {region code: value}}: what rooms above have frozen too (settings.FROZEN_PARTS)."""
    found = {}
    for name in settings.FROZEN_PARTS:
        found |= import_string(name)(year, on, known_at)
    return found


def _heading(period, year, on):
    """Return what is the same for all regions: the period, and the measures that the definitions on the paper name."""
    pace = counted.pace(year, on, 0, 0)
    return {
        "programme": str(year),
        "period": period.number,
        "starts_on": period.starts_on.isoformat(),
        "ends_on": period.ends_on.isoformat(),
        "cut_off_on": on.isoformat(),
        "days_passed": pace.days_passed,
        "days_total": pace.days_total,
        "is_sequential": year.is_sequential,
        "measures": {name: year.measures[name] for name in MEASURES},
    }


def _trend_days(period, on):
    """The ends of the periods before, and the day itself."""
    ends = Period.objects.filter(
        programme_year_id=period.programme_year_id, number__lt=period.number, ends_on__lt=on
    ).order_by("-number")
    return [*reversed(ends.values_list("ends_on", flat=True)[: trends.PERIODS - 1]), on]


def _corrections(year, earlier, counts, code):
    """What an earlier report said and what is known now for the same day; None where there was no report."""
    old = earlier.figures.get(code)
    if old is None:
        return None
    people = counts.people(code, date.fromisoformat(old["cut_off_on"]))
    said = {row["stage"]: row["people"] for row in old["stages"]}
    rows = [(row.stage, row.name, said.get(row.stage), people[row.stage]) for row in year.ordered_stages]
    rows.append((counted.REGISTERED, "Terdaftar", old["registered"], people[counted.REGISTERED]))
    return {
        "period": old["period"],
        "edition": earlier.number,
        "cut_off_on": old["cut_off_on"],
        "changes": [
            changes.row(stage, name, reported, now, earlier.causes.get((code, stage), {}))
            for stage, name, reported, now in rows
            if is_known(reported) and is_known(now) and reported != now
        ],
    }
