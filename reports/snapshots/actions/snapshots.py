"""Freeze the figures of many regions at one cut-off and one instant of knowledge."""

import hashlib
import json

from django.db import transaction

from okoce.clock import now, today
from reports.figures import counted
from reports.snapshots.actions import freezing
from reports.snapshots.models import Snapshot


@transaction.atomic
def take(period, regions, *, cut_off_on=None):
    """{region code: Snapshot} of kecamatan, kota and the province. The same figures again give the same row.

    Statements do not grow with the regions.
    """
    cut_off_on = cut_off_on or min(period.ends_on, today())
    known_at = now()
    for_all = freezing.figures_of(
        period, regions, on=cut_off_on, known_at=known_at, reported=last_reported(period, regions)
    )
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
    """{region code: Snapshot} of the figures with these fingerprints; the figures themselves are read when asked."""
    rows = Snapshot.objects.filter(period=period, region__in=list(prints), fingerprint__in=prints.values())
    return {snapshot.region_id: snapshot for snapshot in rows.select_related("region").defer("figures")}


def fingerprint(frozen):
    """Of the figures and of what they mean."""
    canonical = json.dumps([counted.RULE_VERSION, frozen], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def last_reported(period, regions):
    """{region code: figures of the last report of the period before}."""
    snapshots = Snapshot.objects.filter(
        period__programme_year=period.programme_year_id,
        period__number=period.number - 1,
        region__in=[region.pk for region in regions],
        reports__ready_at__isnull=False,
    ).order_by("reports__run_id")
    return {snapshot.region_id: snapshot.figures for snapshot in snapshots}
