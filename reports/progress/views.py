"""Public progress: sums only, read from tallies; nothing here depends on who looks."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from okoce.accounts.areas import Area
from okoce.charts import Line, TargetBar, Trend
from okoce.clock import today
from okoce.crumbs import crumbs
from okoce.regions import places
from okoce.regions.levels import JAKARTA, Level
from okoce.regions.models import Region
from reports.figures import chart_data, counted, trends
from reports.forecast import words, year_forecasts
from reports.progress.page_cache import unchanged_is_304
from reports.published.counts import published
from reports.snapshots.models import Period


@login_not_required
@unchanged_is_304
def progress(request, *, year):
    stage = _chosen_stage(request, year)
    on = today()
    in_time = _in_time(year, _trend_days(year, on))
    here = in_time[-1][1]
    targets = counted.targets(year)
    everywhere = here[JAKARTA]
    shown = {
        "year": year,
        "on": on,
        "stage": stage,
        "stages": year.ordered_stages,
        "waiting": everywhere[counted.WAITING],
        "registered": everywhere[counted.REGISTERED],
        "map": chart_data.jakarta("peta", stage.name, stage.stage, here, targets),
        "funnel": chart_data.funnel("corong", year, everywhere),
        "trend": _trend(year, in_time, JAKARTA),
        "groups": _groups(here, targets, stage),
        "total": _row(places.named(JAKARTA), everywhere, counted.add_up(targets, Level.PROVINCE)[JAKARTA], stage),
    }
    return render(request, "reports/progress/list.html", shown)


@login_not_required
@unchanged_is_304
def progress_kecamatan(request, code, *, year):
    kecamatan = get_object_or_404(Region.objects.kecamatan().select_related("parent"), pk=code)
    on = today()
    in_time = _in_time(year, _trend_days(year, on))
    by_kelurahan = published(year, counted.stage_counts(year, Level.KELURAHAN, on), Level.KELURAHAN)
    people = by_kelurahan[code]
    targets = counted.targets(year)[code]
    kelurahan = sorted(places.parts_of(code), key=lambda place: place.name)
    shown = {
        "year": year,
        "on": on,
        "crumbs": crumbs(("Kemajuan", "reports:progress"), here=kecamatan.name),
        "kecamatan": kecamatan,
        "waiting": people[counted.WAITING],
        "registered": people[counted.REGISTERED],
        "stages": year.ordered_stages,
        "bars": [
            {"label": f"{row.position}. {row.name}", "bar": TargetBar(people[row.stage], targets[row.stage] or None)}
            for row in year.ordered_stages
        ],
        "forecast": _forecast(year, on, people, code),
        "funnel": chart_data.funnel("corong", year, people),
        "trend": _trend(year, in_time, code),
        "kelurahan": [
            {"name": place.name, "people": [by_kelurahan[place.code][row.stage] for row in year.ordered_stages]}
            for place in kelurahan
        ],
    }
    return render(request, "reports/progress/detail.html", shown)


def _forecast(year, on, people, code):
    """What is to be expected of Pelatihan here, in words; empty without a target."""
    area = Area.of_region(code)
    return words.of_area(year_forecasts.forecast_of(year, area, on, people={code: people}).values())


def _chosen_stage(request, year):
    """The stage asked for; without a question not the first one, since being registered is only the beginning."""
    stages = {row.stage: row for row in year.ordered_stages}
    if not stages:
        raise Http404
    return stages.get(request.GET.get("tahap")) or year.ordered_stages[:2][-1]


def _trend_days(year, on):
    ends = Period.objects.filter(programme_year=year, ends_on__lt=on).order_by("-ends_on")
    return [*reversed(ends.values_list("ends_on", flat=True)[: trends.PERIODS - 1]), on]


def _in_time(year, days):
    """Return [(day, published figures down to each kecamatan)]."""
    people = counted.people_on(year, Level.KECAMATAN, days)
    return [(day, published(year, people[day], Level.KECAMATAN)) for day in days]


def _trend(year, in_time, code):
    return Trend(
        id="tren",
        title="Perkembangan per dua minggu",
        labels=tuple(trends.short(day) for day, _ in in_time),
        lines=tuple(
            Line(row.name, tuple(people[code][row.stage] for _, people in in_time))
            for row in year.ordered_stages
            if row.stage in trends.STAGES
        ),
    )


def _groups(counts, targets, stage):
    """Each kota with its sum and its kecamatan."""
    goals = counted.add_up(targets, Level.KOTA)
    return [
        _row(kota.name, counts[kota.code], goals[kota.code], stage)
        | {
            "rows": [
                _row(child.name, counts[child.code], targets[child.code], stage) | {"code": child.code}
                for child in places.parts_of(kota.code)
            ]
        }
        for kota in places.kota()
    ]


def _row(name, people, targets, stage):
    return {"name": name, "bar": TargetBar(people[stage.stage], targets[stage.stage] or None)}
