"""The figures of an agenda, of all 44 kecamatan at once, in a form that can be frozen."""

from datetime import date, timedelta

from okoce.clock import today
from okoce.programme import memory
from okoce.programme.stages import Stage
from okoce.regions import places
from okoce.regions.levels import Level
from reports.figures import counted, trends
from reports.meetings.models import Meeting
from reports.snapshots.models import Period


def year_of(meeting):
    """The programme year of a meeting, from memory, with its stages."""
    return memory.year_of(meeting.period.programme_year_id)


def figures_of(meeting):
    """Return the frozen figures of a meeting that has begun; of one to come what they would be today."""
    if not meeting.is_planned:
        return meeting.figures
    year = year_of(meeting)
    since = last_figures_on(year, before=meeting.period.number) or meeting.period.starts_on - timedelta(days=1)
    return figures_at(year, min(today(), year.ends_on), since)


def figures_at(year, on, since):
    """Return {"on", "since", "stage", "people", "before", "targets", …} as of a day. A fixed number of statements."""
    ends = Period.objects.filter(programme_year=year.pk, ends_on__lt=on).order_by("-ends_on")
    trend_days = [*reversed(ends.values_list("ends_on", flat=True)[: trends.PERIODS - 1]), on]
    counts = counted.people_on(year, Level.KECAMATAN, sorted({on, since, *trend_days}))
    targets = counted.targets(year)
    stage = _lead_stage(year, targets)
    pace = counted.pace(year, on, 0, 0)
    stages = [row.stage for row in year.ordered_stages]
    codes = sorted({*counts[on], *targets, *(code for code, _ in places.kecamatan())})
    return {
        "on": on.isoformat(),
        "since": since.isoformat(),
        "stage": stage,
        "days_passed": pace.days_passed,
        "days_total": pace.days_total,
        "people": {code: {key: counts[on][code][key] for key in stages} for code in codes},
        "before": {code: {key: counts[since][code][key] for key in stages} for code in codes},
        "targets": {code: targets[code][stage] for code in codes},
        "trend_days": [day.isoformat() for day in trend_days],
        "trend": {code: [counts[day][code][stage] for day in trend_days] for code in codes},
    }


def last_figures_on(year, *, before=None):
    """Return the day of the figures of the last meeting of a year that began before today; None without one."""
    begun = Meeting.objects.exclude(state=Meeting.State.PLANNED)
    begun = begun.filter(period__programme_year=year.pk, held_on__lt=today())
    if before:
        begun = begun.filter(period__number__lt=before)
    last = begun.order_by("-period__number").values_list("figures__on", flat=True).first()
    return date.fromisoformat(last) if last else None


def _lead_stage(year, targets):
    """Pelatihan where it has targets, else the first stage that has."""
    with_targets = {key for people in targets.values() for key, target in people.items() if target}
    others = [row.stage for row in year.ordered_stages if row.stage in with_targets]
    return Stage.TRAINING.value if Stage.TRAINING in with_targets or not others else others[0]
