"""Freeze the figures of many regions at one cut-off and one instant of knowledge."""

import hashlib
import json
from collections import Counter, defaultdict

from django.db import transaction

from okoce.clock import now, today
from reports.figures import counted
from reports.snapshots import changes
from reports.snapshots.actions import freezing, known
from reports.snapshots.models import Edition, Snapshot


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
    rows = Snapshot.objects.filter(
        period=period, region__in=list(prints), fingerprint__in=prints.values(), edition=None
    )
    return {snapshot.region_id: snapshot for snapshot in rows.select_related("region").defer("figures")}


def fingerprint(frozen, rule_version=None):
    """Return the SHA-256 of the figures of a region and of what they mean."""
    return hashlib.sha256(canonical(frozen, rule_version or counted.RULE_VERSION).encode()).hexdigest()


def fingerprint_of(snapshot):
    """Return the same of what is stored, to compare it with what was written when it was frozen."""
    return fingerprint(snapshot.figures, snapshot.rule_version)


def canonical(frozen, rule_version):
    """Return the one text of these figures: the same bytes whenever it is asked for."""
    return json.dumps([rule_version, frozen], sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def last_reported(period, regions, *, until=None):
    """Return Earlier of the period before: its newest approved edition, else the reports that were drawn last."""
    before = {"period__programme_year": period.programme_year_id, "period__number": period.number - 1}
    edition = Edition.objects.approved().filter(**before).select_related("period").order_by("-number").first()
    if edition:
        return earlier(edition, until=until)
    snapshots = Snapshot.objects.filter(
        **before, region__in=[region.pk for region in regions], reports__ready_at__isnull=False
    ).order_by("reports__run_id")
    return freezing.Earlier({snapshot.region_id: snapshot.figures for snapshot in snapshots})


def earlier(edition, *, until=None):
    """Return what an edition said, with what caused the differences since, known by an instant, else by now."""
    figures = dict(edition.snapshots.values_list("region_id", "figures"))
    year = edition.period.programme_year_id
    found = known.changed_since(year, on=edition.cut_off_on, known_at=edition.known_at, until=until)
    by_kecamatan = changes.causes(found)
    by_region = defaultdict(Counter)
    for (code, stage), why in by_kecamatan.items():
        for level in freezing.LEVELS:
            by_region[counted.code_at(code, level), stage].update(why)
    return freezing.Earlier(figures, dict(by_region), edition.short_number)
