"""Freeze the figures of many regions at one cut-off and one instant of knowledge."""

import hashlib
import json
from collections import Counter
from datetime import date, timedelta

from django.db import transaction

from okoce.clock import now, today
from okoce.regions.levels import Level
from okoce.regions.models import Region
from reports.figures import counted, trends
from reports.snapshots.models import Period, Snapshot

MEASURES = ("attendance_percent", "notes", "days_apart", "statements", "months")
TRAINING = ("sessions", "seats", "booked", "attended")


@transaction.atomic
def take(period, regions, *, cut_off_on=None):
    """{kecamatan code: Snapshot}. The same figures again give the same row; statements do not grow with the regions."""
    cut_off_on = cut_off_on or min(period.ends_on, today())
    known_at = now()
    for_all = _freeze(period, {region.pk: region for region in regions}, cut_off_on)
    prints = {code: fingerprint(frozen) for code, frozen in for_all.items()}
    kept = _kept(period, prints)
    fresh = [
        Snapshot(
            period=period,
            region_id=code,
            cut_off_on=cut_off_on,
            known_at=known_at,
            rule_version=counted.RULE_VERSION,
            figures=frozen,
            fingerprint=prints[code],
        )
        for code, frozen in for_all.items()
        if code not in kept
    ]
    if fresh:
        Snapshot.objects.bulk_create(fresh, ignore_conflicts=True)
        kept |= _kept(period, {snapshot.region_id: snapshot.fingerprint for snapshot in fresh})
    return kept


def _kept(period, prints):
    """{kecamatan code: Snapshot} of the figures with these fingerprints; the figures themselves are read when asked."""
    rows = Snapshot.objects.filter(period=period, region__in=list(prints), fingerprint__in=prints.values())
    return {snapshot.region_id: snapshot for snapshot in rows.select_related("region").defer("figures")}


def fingerprint(frozen):
    """Of the figures and of what they mean."""
    canonical = json.dumps([counted.RULE_VERSION, frozen], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _freeze(period, regions, cut_off_on):
    year = period.programme_year
    before_on = period.starts_on - timedelta(days=1)
    trend_days = _trend_days(period, cut_off_on)
    reported = _last_reported(period, regions)
    reported_days = {date.fromisoformat(old["cut_off_on"]) for old in reported.values()}
    days = sorted({cut_off_on, before_on, *trend_days, *reported_days})

    by_kelurahan = counted.people_on(year, Level.KELURAHAN, days)
    by_kecamatan = {day: counted.add_up(counts, Level.KECAMATAN) for day, counts in by_kelurahan.items()}
    targets = counted.targets(year)
    trainings = counted.training_figures(year, cut_off_on)
    trainings_before = counted.training_figures(year, before_on)
    heading = _heading(period, year, cut_off_on)
    kota = dict(Region.objects.kota().values_list("code", "official_name"))
    kelurahan = {}
    for code, name, parent in Region.objects.kelurahan().values_list("code", "name", "parent_id"):
        kelurahan.setdefault(parent, []).append((code, name))

    answer = {}
    for code, region in regions.items():
        people, before = by_kecamatan[cut_off_on][code], by_kecamatan[before_on][code]
        answer[code] = heading | {
            "kecamatan": region.name,
            "kota": kota[region.parent_id],
            "registered": people[counted.REGISTERED],
            "waiting": counted.waiting(people),
            "stages": _stages(year, people, before, targets[code]),
            "trend": [{"on": day.isoformat()} | _plain(year, by_kecamatan[day][code]) for day in trend_days],
            "kelurahan": [
                {"name": name} | _plain(year, by_kelurahan[cut_off_on][kelurahan_code])
                for kelurahan_code, name in kelurahan.get(code, [])
            ],
            "training": {key: trainings[code][key] for key in TRAINING},
            "training_added": {key: trainings[code][key] - trainings_before[code][key] for key in TRAINING},
            "reported": _corrections(year, reported.get(code), by_kecamatan, code),
        }
    return answer


def _heading(period, year, cut_off_on):
    """Return what is the same for all regions: the period, and the measures that the definitions on the paper name."""
    pace = counted.pace(year, cut_off_on, 0, 0)
    return {
        "programme": str(year),
        "period": period.number,
        "starts_on": period.starts_on.isoformat(),
        "ends_on": period.ends_on.isoformat(),
        "cut_off_on": cut_off_on.isoformat(),
        "days_passed": pace.days_passed,
        "days_total": pace.days_total,
        "measures": {name: year.measures[name] for name in MEASURES},
    }


def _stages(year, people, before, targets):
    return [
        {
            "stage": row.stage,
            "number": row.position,
            "name": row.name,
            "people": people[row.stage],
            "added": people[row.stage] - before[row.stage],
            "target": targets[row.stage],
        }
        for row in year.ordered_stages
    ]


def _plain(year, people):
    stages = {row.stage: people[row.stage] for row in year.ordered_stages}
    return {"registered": people[counted.REGISTERED], "waiting": counted.waiting(people), "stages": stages}


def _trend_days(period, cut_off_on):
    """The ends of the periods before, and the cut-off itself."""
    ends = Period.objects.filter(
        programme_year_id=period.programme_year_id, number__lt=period.number, ends_on__lt=cut_off_on
    ).order_by("-number")
    return [*reversed(ends.values_list("ends_on", flat=True)[: trends.PERIODS - 1]), cut_off_on]


def _last_reported(period, regions):
    """{kecamatan: figures of the last report of the period before}."""
    snapshots = Snapshot.objects.filter(
        period__programme_year=period.programme_year_id,
        period__number=period.number - 1,
        region__in=list(regions),
        reports__ready_at__isnull=False,
    ).order_by("reports__run_id")
    return {snapshot.region_id: snapshot.figures for snapshot in snapshots}


def _corrections(year, old, by_kecamatan, code):
    """What the last report said beside what is known now for the same day; None where there was no report."""
    if old is None:
        return None
    people = by_kecamatan[date.fromisoformat(old["cut_off_on"])][code]
    said = Counter({row["stage"]: row["people"] for row in old["stages"]})
    return {
        "period": old["period"],
        "cut_off_on": old["cut_off_on"],
        "changes": [
            {"name": row.name, "reported": said[row.stage], "now": people[row.stage]}
            for row in year.ordered_stages
            if said[row.stage] != people[row.stage]
        ],
    }
