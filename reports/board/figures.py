"""The figures of a board, read once for everything on it."""

from dataclasses import dataclass
from functools import cached_property

from okoce.accounts.areas import covers
from okoce.regions import places
from okoce.regions.levels import Level
from okoce.small_counts import HIDDEN, is_known
from reports.figures import counted
from reports.published.counts import published
from reports.snapshots.models import Period

FORTNIGHTS = 12  # points of a trend, the chosen day among them


@dataclass(frozen=True)
class Row:
    """A place at the chosen stage."""

    code: str
    name: str
    above: str
    people: object
    target: int | None
    pace: object  # None without a target or where the number is hidden
    change: object  # None without a fortnight before

    @property
    def is_hidden(self):
        return self.people is HIDDEN

    @property
    def short_name(self):
        return self.name.replace("Kepulauan", "Kep.")

    @property
    def missing(self):
        """People still to come until the target of the year; 0 when it is reached, None without one."""
        return _missing(self.people, self.target)

    @property
    def behind(self):
        """How many people fewer than the pace of the year asks for; negative when ahead."""
        return self.pace.expected - self.pace.people if self.pace else None


class Figures:
    """Published figures of a State, for a Reader."""

    def __init__(self, state, reader):
        self.state, self.reader = state, reader
        self.year, self.on, self.stage = state.year, state.day, state.stage
        self.days = [*_ends(self.year, self.on), self.on]
        asked = {*self.days, state.other_on or self.on}
        people = counted.people_on(self.year, Level.KECAMATAN, sorted(asked), known_at=state.known_at)
        self.shown = {day: published(self.year, people[day], Level.KECAMATAN, reader=reader) for day in asked}
        self._targets = {
            level: counted.targets(self.year, level) for level in (Level.KECAMATAN, Level.KOTA, Level.PROVINCE)
        }

    @property
    def since(self):
        """The end of the fortnight before, against which changes are counted; None before the first."""
        return self.days[-2] if len(self.days) > 1 else None

    def targets(self, code):
        return self._targets[places.region(code).level][code]

    def row(self, code, shown=None, before=None, stage=None):
        """Return the Row of a place; `shown` and `before` where another table than that of kecamatan is read."""
        place, stage = places.region(code), stage or self.stage
        people = (shown or self.shown[self.on])[code][stage]
        earlier = before or self.shown.get(self.since)
        target = self.targets(code)[stage] if place.level != Level.KELURAHAN else 0
        return Row(
            code=code,
            name=place.name,
            above=place.parent.name if place.parent else "",
            people=people,
            target=target or None,
            pace=counted.pace(self.year, self.on, people, target) if target and is_known(people) else None,
            change=people - earlier[code][stage] if earlier else None,
        )

    @cached_property
    def kecamatan(self):
        """Rows of the kecamatan in the chosen area, those furthest behind the pace first, hidden ones last."""
        inside = [code for code, _ in places.kecamatan() if covers(self.state.area, code)]
        rows = [self.row(code) for code in inside]
        return sorted(rows, key=lambda row: (-row.behind if row.pace else float("inf"), row.name))

    @cached_property
    def parts(self):
        """Rows of what lies right in the chosen area; of a kecamatan its kelurahan, which have no target."""
        codes = [place.code for place in sorted(places.parts_of(self.state.area), key=lambda place: place.name)]
        if self.state.place.level != Level.KECAMATAN:
            return [self.row(code) for code in codes]
        days = [day for day in (self.since, self.on) if day]
        people = counted.people_on(self.year, Level.KELURAHAN, days, known_at=self.state.known_at)
        shown = {day: published(self.year, people[day], Level.KELURAHAN, reader=self.reader) for day in days}
        return [self.row(code, shown[self.on], shown.get(self.since)) for code in codes]

    def change_before(self):
        """Return the change of the fortnight before the last one, or None."""
        if len(self.days) < 3:
            return None
        newer, older = (self.shown[day][self.state.area][self.stage] for day in self.days[-2:-4:-1])
        return newer - older

    def in_time(self, code):
        """Return ([people], [people the pace asked for]) of a place by days."""
        target = self.targets(code)[self.stage]
        people = [self.shown[day][code][self.stage] for day in self.days]
        return people, [counted.pace(self.year, day, 0, target).expected for day in self.days]


def _missing(people, target):
    if not target:
        return None
    return HIDDEN if people is HIDDEN else max(target - people, 0)


def _ends(year, on):
    """Return the ends of the fortnights before a day, oldest first."""
    ends = Period.objects.filter(programme_year=year, ends_on__lt=on).order_by("-ends_on")
    return [*reversed(ends.values_list("ends_on", flat=True)[: FORTNIGHTS - 1])]
