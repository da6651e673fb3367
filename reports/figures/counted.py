"""Every number that is reported is one function here; page, PDF and home read the same one.

People are read from tallies, never counted. Whatever is asked for is asked for all regions at once: the answer is
{region code: Counter of people by stage}, and a region nobody stands in answers with zeros.
"""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, Sum, Value

from okoce.accounts.areas import Area
from okoce.clock import day_starts_at
from okoce.formats import local
from okoce.pagination import RowsOf
from okoce.programme import memory
from okoce.programme.models import ProgrammeYear
from okoce.programme.stages import Stage
from okoce.regions.levels import Level
from participants.journey.models import Tally, TallyChange, TallyLedger, TallySum
from reports.figures import rule_version
from trainings.attendance.models import Attendance
from trainings.seats.models import Seat
from trainings.sessions.models import Session

RULE_VERSION = rule_version.current()  # of all definitions together; frozen figures name it
REGISTERED = Tally.REGISTERED
WAITING = "menunggu"
EVERYWHERE = Area.everywhere()
SUMS, LATER, NOT_YET, NOT_KNOWN = range(4)  # what a row of people_on was read from
LEVELS = tuple(Level.values)  # provinsi, kabkota, kecamatan, kelurahan: as many parts as a code has dots


class ByRegion(dict):
    def __missing__(self, code):
        return Counter()


def code_at(code, level):
    """The region of a level that a code lies in: 31.73.02.1001 at kabkota is 31.73."""
    return ".".join(code.split(".")[: LEVELS.index(level) + 1])


def add_up(counts, level):
    """The same counts by the larger regions of `level`."""
    summed = ByRegion()
    for code, people in counts.items():
        summed.setdefault(code_at(code, level), Counter()).update(people)
    return summed


def stage_counts(year, level, on, *, area=EVERYWHERE, known_at=None):
    """People who hold each stage on a day, and everybody in the register then (`terdaftar`). Two queries."""
    return people_on(year, level, [on], area=area, known_at=known_at)[on]


def people_on(year, level, days, *, area=EVERYWHERE, known_at=None):
    """stage_counts of several days, {day: ByRegion}, still in two queries; also as known at an instant.

    A figure is the sum kept up to the first kept day not before its own, without what was summed up in between, and
    with what is not summed up yet; all of it from one statement, so that summing up meanwhile changes nothing. Which
    days are kept is asked before: days are only added, and EVER always holds.
    """
    kept = sorted([*_kept_days(year), TallySum.EVER])
    until = {day: kept[bisect_left(kept, day)] for day in days}
    ground = Level.KELURAHAN if level == Level.KELURAHAN else Level.KECAMATAN
    sums = TallySum.objects.filter(programme_year=year, until__in=set(until.values()))
    if area.is_everywhere:
        sums = sums.filter(level=level)
    else:  # no larger regions than lie in it
        inside = all(code.count(".") <= LEVELS.index(level) for code in area.codes)
        path = "region__parent" if level == Level.KELURAHAN else "region"
        sums = sums.filter(area.on(path), level=level if inside else ground)
    found = sums.annotate(part=Value(SUMS)).values_list("region_id", "stage", "until", "people", "part")
    found = found.union(*_open_tallies(year, ground, until, area, known_at), all=True)
    answer = {day: ByRegion() for day in days}
    for code, stage, day_of_row, people, part in found:
        for day in days:
            if part == SUMS:
                sign = day_of_row == until[day]
            elif part == LATER:
                sign = -(day < day_of_row <= until[day])
            elif part == NOT_KNOWN:
                sign = -(day_of_row <= day)
            else:
                sign = day_of_row <= day
            if sign:
                answer[day].setdefault(code_at(code, level), Counter())[stage] += sign * people
    return answer


def _open_tallies(year, ground, until, area, known_at):
    """What is not summed up yet, what is but lies after a day that is asked for, and what became known too late."""
    tallies, changes = (rows.objects.filter(programme_year=year).order_by() for rows in (Tally, TallyChange))
    if not area.is_everywhere:
        tallies, changes = tallies.filter(area.on("kecamatan")), changes.filter(area.on("kecamatan"))
    not_yet = tallies.filter(is_summed=False, day__lte=max(until))
    parts = [(not_yet, NOT_YET)]
    if between := Q(*(Q(day__gt=day, day__lte=last) for day, last in until.items() if day != last), _connector=Q.OR):
        parts.append((tallies.filter(between, is_summed=True), LATER))
    if known_at:
        unknown = Q(is_late=True) | Q(is_late=False, day__gte=local(known_at).date())  # no other came after it
        after = changes.filter(unknown, known_at__gt=known_at, day__lte=max(until))
        parts += [(not_yet.filter(known_at__gt=known_at), NOT_KNOWN), (after, NOT_KNOWN)]
    rows = [(found.values_list(f"{ground}_id", "stage", "day"), part) for found, part in parts]
    return [found.annotate(sum=Sum("people"), part=Value(part)) for found, part in rows]


def _kept_days(year):
    ledger = TallyLedger.objects.filter(programme_year=year).first()
    return ledger.kept_days if ledger else []


def state_of(year):
    """What differs whenever a figure may: (id, additions to the tallies, summed up or not, targets). One query.

    Years, stages and places are not in it: they are kept in memory, and few of them ever change.
    """
    open_tallies = RowsOf(Tally.objects.filter(programme_year=year.pk, is_summed=False))
    [(summed_up, not_yet)] = ProgrammeYear.objects.filter(pk=year.pk).values_list(
        "tally_ledger__additions", open_tallies
    )
    return year.pk, (summed_up or 0) + not_yet, memory.targets_state(year.pk)


def waiting(people):
    """In the register, identity not yet checked by an officer: they are in no stage."""
    return max(people[REGISTERED] - people[Stage.REGISTRATION], 0)


def targets(year, level=Level.KECAMATAN, *, area=EVERYWHERE):
    """People to bring to each stage in the year, all agencies together. From memory."""
    kept = memory.targets(year.pk)
    answer = ByRegion({code: Counter(people) for code, people in kept.items() if code in area})
    return answer if level == Level.KECAMATAN else add_up(answer, level)


def training_figures(year, on, *, level=Level.KECAMATAN, area=EVERYWHERE):
    """Sessions that ended by a day, where they were held: `sessions`, `seats`, `booked`, `attended`. Two queries.

    Attended is a seat with at least one attendance that stands; completion is a stage, not this figure.
    """
    return training_on(year, [on], level=level, area=area)[on]


def training_on(year, days, *, level=Level.KECAMATAN, area=EVERYWHERE):
    """training_figures of several days, {day: ByRegion}: a query for each, and one that looks at every seat once."""
    ends = {day: day_starts_at(day + timedelta(days=1)) for day in days}
    held = Session.objects.filter(area.on("kecamatan"), programme_year=year, state=Session.State.PUBLISHED)
    answer = {day: ByRegion() for day in days}
    for day, end in ends.items():
        rows = held.filter(ends_at__lt=end).values_list("kecamatan_id").order_by()
        for code, sessions, seats, booked in rows.annotate(Count("pk"), Sum("capacity"), Sum("seats_taken")):
            answer[day][code] = Counter(sessions=sessions, seats=seats, booked=booked)
    # Whether somebody came is asked of the seat: counting the seats of all attendances sorts them, twice as dear.
    came = Seat.objects.filter(Exists(Attendance.objects.standing().filter(seat=OuterRef("pk"))))
    came = came.filter(session__in=held.filter(ends_at__lt=max(ends.values())))
    by_day = {f"by_{day}": Count("pk", filter=Q(session__ends_at__lt=end)) for day, end in ends.items()}
    for code, *attended in came.order_by().values_list("session__kecamatan_id").annotate(**by_day):
        for day, people in zip(ends, attended, strict=True):
            if people:
                answer[day][code]["attended"] = people
    return answer if level == Level.KECAMATAN else {day: add_up(counts, level) for day, counts in answer.items()}


@dataclass(frozen=True)
class Pace:
    """How far a stage is beside how far the year is."""

    people: int
    target: int
    days_passed: int
    days_total: int

    @property
    def expected(self):
        """People it would have by now if the year's target came in evenly."""
        return self.target * self.days_passed // self.days_total

    @property
    def state(self):
        """good: in step or ahead; wait: up to a fifth behind; bad: further behind; None without a target."""
        if not self.target:
            return None
        if self.people >= self.expected:
            return "good"
        return "wait" if self.people * 5 >= self.expected * 4 else "bad"

    @property
    def word(self):
        return {"good": "sesuai waktu", "wait": "sedikit di bawah", "bad": "jauh di bawah"}.get(self.state, "")


def pace(year, on, people, target):
    total = (year.ends_on - year.starts_on).days + 1
    passed = min(max((on - year.starts_on).days + 1, 0), total)
    return Pace(people, target, passed, total)
