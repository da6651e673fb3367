"""What a meeting is to decide on, worked out from its frozen figures for the area of who looks. No database."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from okoce.charts import GapBar, Line, Trend
from okoce.formats import UNKNOWN, angka, persen, tanggal
from okoce.programme.stages import Stage
from okoce.regions import places
from reports.figures import funnels, trends
from reports.published.counts import hidden_codes

FURTHEST = 5
MOST_TIMES = 10  # the pace that is needed is said up to ten times that of now
HIDDEN = "disembunyikan"


def signed(change):
    """+21, −4, 0: how a change is written."""
    return f"+{angka(change)}" if change > 0 else angka(change)


@dataclass(frozen=True)
class Place:
    """A kecamatan, or all of an area, against its target. What is hidden has no figures at all."""

    code: str
    name: str
    people: int
    target: int
    expected: int  # by now, if the year's target came in evenly
    added: int  # since the meeting before
    points: tuple = ()
    is_hidden: bool = False

    @property
    def behind(self):
        return self.expected - self.people

    @property
    def missing(self):
        return max(self.target - self.people, 0)

    @property
    def bar(self):
        return GapBar("celah", self.name or "Seluruh wilayah", self.people, self.target, self.expected)

    @property
    def behind_words(self):
        if self.is_hidden:
            return UNKNOWN
        return f"kurang {angka(self.behind)}" if self.behind > 0 else f"lebih {angka(-self.behind)}"

    @property
    def added_words(self):
        return UNKNOWN if self.is_hidden else signed(self.added)

    @property
    def tone(self):
        """As a status: in step, up to a fifth behind, further behind; nothing where the count is hidden."""
        if self.is_hidden:
            return ""
        if self.behind <= 0:
            return "good"
        return "wait" if self.people * 5 >= self.expected * 4 else "bad"

    @property
    def pace_words(self):
        words = {"good": "sesuai laju", "wait": "sedikit di bawah laju", "bad": "jauh di bawah laju"}
        return words.get(self.tone, "")


@dataclass(frozen=True)
class Step:
    """People at one stage and how many of the stage before did not come so far; None where that is hidden."""

    number: int
    name: str
    people: int | None
    before: int | None = None  # people of the stage before
    mark: str = ""

    @property
    def stopped(self):
        if self.people is None or self.before is None:
            return None
        return max(self.before - self.people, 0)

    @property
    def share(self):
        return persen(self.people, self.before)


@dataclass(frozen=True)
class Agenda:
    """`figures` as reports/meetings/freezing.py makes them; `stages` are the rows of the year's stages."""

    figures: dict
    stages: tuple
    area: object
    hides: bool

    @property
    def on(self):
        return dt.date.fromisoformat(self.figures["on"])

    @property
    def since(self):
        return dt.date.fromisoformat(self.figures["since"])

    @property
    def stage(self):
        return self.figures["stage"]

    @property
    def stage_name(self):
        return Stage(self.stage).label

    @cached_property
    def _hidden(self):
        """Places whose people at the stage are not shown."""
        return self.hidden_at(self.stage)

    def hidden_at(self, stage):
        """Return the codes whose people at a stage are not shown."""
        if not self.hides:
            return frozenset()
        return hidden_codes({code: people[stage] for code, people in self.figures["people"].items()})

    @cached_property
    def places(self):
        """Each Place with a target in the area, furthest behind pace first; hidden ones last, by their targets."""
        found = [self.place(code) for code in self.figures["targets"] if code in self.area]
        with_target = (place for place in found if place.target)
        return sorted(
            with_target,
            key=lambda place: (place.is_hidden, -(place.target if place.is_hidden else place.behind), place.code),
        )

    @property
    def furthest(self):
        return self.places[:FURTHEST]

    def place(self, code):
        """One Place, also without a target; with zeros where nobody is counted."""
        target = self.figures["targets"].get(code, 0)
        people = self.figures["people"].get(code, {}).get(self.stage, 0)
        return Place(
            code=code,
            name=places.named(code),
            people=people,
            target=target,
            expected=self._expected(target),
            added=people - self.figures["before"].get(code, {}).get(self.stage, 0),
            points=tuple(self.figures["trend"].get(code, ())),
            is_hidden=code in self._hidden,
        )

    @cached_property
    def whole(self):
        """All of the area as one Place."""
        inside = [self.place(code) for code in self.figures["people"] if code in self.area]
        target = sum(place.target for place in inside)
        people = sum(place.people for place in inside)
        added = sum(place.added for place in inside)
        is_hidden = not self._hidden.isdisjoint(self.area.codes)
        return Place("", "", people, target, self._expected(target), added, is_hidden=is_hidden)

    def _expected(self, target):
        return target * self.figures["days_passed"] // self.figures["days_total"]

    def verdict(self, place):
        """What follows in words, if people go on coming as since the meeting before."""
        days = max((self.on - self.since).days, 1)
        if place.is_hidden or not place.target:
            return ""
        if not place.missing:
            return "Target setahun sudah tercapai."
        if place.added <= 0:
            return f"Tidak bertambah sejak {tanggal(self.since)}."
        needed = -(-place.missing * days // place.added)
        left = self.figures["days_total"] - self.figures["days_passed"]
        if needed <= left:
            return f"Dengan laju sekarang tercapai sekitar {tanggal(self.on + dt.timedelta(days=needed))}."
        if needed > MOST_TIMES * left:
            return "Dengan laju sekarang tidak tercapai tahun ini."
        return f"Dengan laju sekarang tidak tercapai tahun ini: perlu {persen(needed, left)} dari laju itu."

    @cached_property
    def steps(self):
        """The seven steps of the area, with the largest and the steepest loss marked."""
        rows, before = [], None
        marks = {}
        if self._way.steepest:
            marks[self._way.steepest.stage] = "paling sedikit lanjut"
        if largest := self._way.largest_loss:
            is_both = largest == self._way.steepest
            marks[largest.stage] = "kehilangan terbesar dan tertajam" if is_both else "kehilangan terbesar"
        for stage, step in zip(self.stages, self._way.steps, strict=True):
            rows.append(Step(stage.position, stage.name, step.people, before, marks.get(stage.stage, "")))
            before = step.people
        return rows

    @cached_property
    def _way(self):
        return funnels.funnel([(stage.stage, self._people_at(stage.stage)) for stage in self.stages])

    def _people_at(self, stage):
        """People of the area at a stage; None where that is hidden."""
        if not self.hidden_at(stage).isdisjoint(self.area.codes):
            return None
        return sum(people[stage] for code, people in self.figures["people"].items() if code in self.area)

    @property
    def loss(self):
        """(name of the stage before, the steepest Step); None where nobody stopped."""
        stages = [stage.stage for stage in self.stages]
        worst = self._way.steepest
        return worst and (self.steps[stages.index(worst.before)].name, self.steps[stages.index(worst.stage)])

    def trend(self, place):
        """The picture of a place: people by fortnight against the even pace; None where it is hidden."""
        if place.is_hidden or not place.points:
            return None
        days = [dt.date.fromisoformat(day) for day in self.figures["trend_days"]]
        first = self.on - dt.timedelta(days=self.figures["days_passed"] - 1)
        total = self.figures["days_total"]
        lines = [Line("selesai", place.points)]
        if place.target:
            pace = tuple(place.target * ((day - first).days + 1) // total for day in days)
            lines.append(Line("laju", pace))
        labels = tuple(trends.short(day) for day in days)
        title = f"{place.name}: {self.stage_name} per dua pekan"
        return Trend(id="tren", title=title, labels=labels, lines=tuple(lines), width=390, height=150)
