"""Public progress: sums only, read from tallies; nothing here depends on who looks."""

import functools
import hashlib
from collections import Counter

from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import get_messages
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from okoce.accounts.areas import Area
from okoce.charts import Line, TargetBar, Trend
from okoce.clock import now, today
from okoce.programme.models import ProgrammeYear, Target
from okoce.regions.models import Region
from participants.models import Tally
from reports import figures, papers, pictures
from reports.models import Period
from reports.suppression import hide_small

TREND_PERIODS = 8
KEPT_SECONDS = 60


def unchanged_is_304(view):
    """While no figure moved: 304, or the page drawn for the visitor before. Not for who is signed in (their header)."""

    @functools.wraps(view)
    def wrapped(request, *args, **kwargs):
        year = _year()
        if year is None:
            return render(request, "reports/progress/none.html")
        if request.user.is_authenticated:
            return view(request, *args, year=year, **kwargs)
        seen = _version(request, year)
        response = get_conditional_response(request, etag=seen) or _drawn_before(request, year, seen)
        if response is None:
            response = view(request, *args, year=year, **kwargs)
            _remember(request, year, seen, response)
        if response.status_code in (200, 304):
            response["ETag"] = seen
            patch_cache_control(response, no_cache=True)
        return response

    return wrapped


@login_not_required
@unchanged_is_304
def progress(request, *, year):
    stage = _chosen_stage(request, year)
    on = today()
    days = _trend_days(year, on)
    people = figures.people_on(year, "kecamatan", days)
    here = people[on]
    targets = figures.targets(year)
    regions = list(Region.objects.filter(level__in=("kabkota", "kecamatan")).order_by("code"))
    everywhere = figures.add_up(here, "provinsi")["31"]
    in_time = [(day, figures.add_up(people[day], "provinsi")["31"]) for day in days]
    shown = {
        "year": year,
        "on": on,
        "stage": stage,
        "stages": year.ordered_stages,
        "people": everywhere,
        "waiting": figures.waiting(everywhere),
        "registered": everywhere[figures.REGISTERED],
        "map": pictures.jakarta("peta", stage.name, stage.stage, here, targets),
        "funnel": pictures.funnel("corong", year, everywhere),
        "trend": _trend(year, in_time),
        "groups": _groups(regions, here, targets, stage),
        "total": _row("DKI Jakarta", everywhere, figures.add_up(targets, "provinsi")["31"], stage),
    }
    return render(request, "reports/progress/list.html", shown)


@login_not_required
@unchanged_is_304
def progress_kecamatan(request, code, *, year):
    kecamatan = get_object_or_404(Region.objects.kecamatan().select_related("parent"), pk=code)
    on, area = today(), Area.of_region(code)
    days = _trend_days(year, on)
    by_kelurahan = figures.people_on(year, "kelurahan", days, area=area)
    in_time = [(day, figures.add_up(by_kelurahan[day], "kecamatan")[code]) for day in days]
    people = in_time[-1][1]
    targets = figures.targets(year, area=area)[code]
    kelurahan = list(Region.objects.filter(parent=kecamatan).order_by("name"))
    shown = {
        "year": year,
        "on": on,
        "crumbs": [{"label": "Kemajuan", "url": reverse("reports:progress")}, {"label": kecamatan.name}],
        "kecamatan": kecamatan,
        "people": people,
        "waiting": figures.waiting(people),
        "registered": people[figures.REGISTERED],
        "stages": year.ordered_stages,
        "bars": [
            {"label": f"{row.position}. {row.name}", "bar": TargetBar(people[row.stage], targets[row.stage] or None)}
            for row in year.ordered_stages
        ],
        "funnel": pictures.funnel("corong", year, people),
        "trend": _trend(year, in_time),
        "kelurahan": published_split(year, kelurahan, by_kelurahan[on]),
    }
    return render(request, "reports/progress/detail.html", shown)


def published_split(year, kelurahan, counts):
    """Rows of the table per kelurahan with the small counts hidden, stage by stage."""
    columns = [hide_small([counts[region.pk][row.stage] for region in kelurahan]) for row in year.ordered_stages]
    return [
        {"name": region.name, "people": people}
        for region, people in zip(kelurahan, zip(*columns, strict=True), strict=True)
    ]


def _year():
    """The current year, or the newest; with what tells one state of its figures from another."""
    waiting = Tally.objects.filter(programme_year=OuterRef("pk"), is_summed=False).order_by().values("programme_year")
    goals = Target.objects.filter(programme_year=OuterRef("pk")).order_by().values("programme_year")
    years = ProgrammeYear.objects.annotate(
        # As many as were ever appended, whether summed up or not.
        tallies=Coalesce("tally_ledger__additions", 0)
        + Coalesce(Subquery(waiting.annotate(rows=Count("pk")).values("rows")), 0),
        all_targets=Subquery(goals.annotate(sum=Sum(F("people") * F("pk"))).values("sum")),
    )
    return years.filter(starts_on__lte=today()).order_by("-starts_on").first()


def _version(request, year):
    """Of all a visitor sees. A tally may become visible after a younger one and then moves nothing here: the minute
    stands in it, so nobody is told for longer that nothing moved."""
    stages = [(row.position, row.name) for row in year.ordered_stages]
    looks = getattr(staticfiles_storage, "manifest_hash", "")
    figures_of = (year.pk, str(year), year.tallies, year.all_targets, stages)
    parts = (request.get_full_path(), looks, today(), f"{now():%H:%M}", *figures_of)
    return quote_etag(hashlib.sha256(repr(parts).encode()).hexdigest()[:32])


def _drawn_before(request, year, version):
    """The page as another visitor got it, unless a message waits to be shown on this one."""
    if not _is_plain(request, year) or len(get_messages(request)):
        return None
    content = cache.get(f"progress:{version}")
    return HttpResponse(content) if content else None


def _remember(request, year, version, response):
    if _is_plain(request, year) and response.status_code == 200 and not get_messages(request).used:
        cache.add(f"progress:{version}", response.content, KEPT_SECONDS)


def _is_plain(request, year):
    """An address the page itself leads to: whoever invents others must not fill the cache."""
    query = request.META.get("QUERY_STRING", "")
    return request.method == "GET" and (not query or query in {f"tahap={row.stage}" for row in year.ordered_stages})


def _chosen_stage(request, year):
    """The stage asked for; without a question not the first one, since being registered is only the beginning."""
    stages = {row.stage: row for row in year.ordered_stages}
    if not stages:
        raise Http404
    return stages.get(request.GET.get("tahap")) or year.ordered_stages[:2][-1]


def _trend_days(year, on):
    ends = Period.objects.filter(programme_year=year, ends_on__lt=on).order_by("-ends_on")
    return [*reversed(ends.values_list("ends_on", flat=True)[: TREND_PERIODS - 1]), on]


def _trend(year, in_time):
    return Trend(
        id="tren",
        title="Perkembangan per dua minggu",
        labels=tuple(papers.short(day) for day, _ in in_time),
        lines=tuple(
            Line(row.name, tuple(people[row.stage] for _, people in in_time))
            for row in year.ordered_stages
            if row.stage in papers.TREND_STAGES
        ),
    )


def _groups(regions, counts, targets, stage):
    """Each kota with its sum and its kecamatan."""
    kota = [region for region in regions if region.level == "kabkota"]
    sums, goals = figures.add_up(counts, "kabkota"), figures.add_up(targets, "kabkota")
    return [
        _row(region.name, sums[region.pk], goals[region.pk], stage)
        | {
            "rows": [
                _row(child.name, counts[child.pk], targets[child.pk], stage) | {"code": child.pk}
                for child in regions
                if child.parent_id == region.pk
            ]
        }
        for region in kota
    ]


def _row(name, people: Counter, targets: Counter, stage):
    return {"name": name, "bar": TargetBar(people[stage.stage], targets[stage.stage] or None)}
