"""Pictures that pages share, made from figures: the map of 44 kecamatan, the funnel, the furthest behind."""

from django.urls import reverse

from okoce.charts import Bar, Bars, Funnel, FunnelStage
from okoce.maps import Area as Place
from okoce.maps import Map
from okoce.regions import places as names
from okoce.regions.drawing import kecamatan_outlines
from okoce.small_counts import is_known
from reports.figures import counted


def _kecamatan():
    return sorted(names.kecamatan())


def _public_page(code):
    return reverse("reports:progress-detail", args=[code])


def jakarta(id, stage_name, stage, counts, targets, *, address=_public_page):
    """The map: people at a stage against the target where there is one, else their number.

    `address` gives where a kecamatan leads to.
    """
    kecamatan = _kecamatan()
    has_targets = any(targets[code][stage] for code, _ in kecamatan)
    places = tuple(
        Place(
            code,
            name,
            _share(counts[code][stage], targets[code][stage]) if has_targets else counts[code][stage],
            address(code),
        )
        for code, name in kecamatan
    )
    title = f"{stage_name}: capaian terhadap target setahun" if has_targets else f"{stage_name}: jumlah orang"
    return Map(
        id=id,
        title=title,
        areas=places,
        outlines=kecamatan_outlines(),
        thresholds=(0.1, 0.25, 0.5, 0.75) if has_targets else (),
        is_share=has_targets,
    )


def _share(people, target):
    return people / target if target else None


def funnel(id, year, people, *, title="Dari pendaftaran sampai permodalan"):
    stages = tuple(FunnelStage(row.name, people[row.stage]) for row in year.ordered_stages)
    return Funnel(id=id, title=title, stages=stages)


def against_target(id, year, people, targets, *, title="Capaian terhadap target setahun"):
    rows = tuple(Bar(row.name, people[row.stage], targets[row.stage] or None) for row in year.ordered_stages)
    return Bars(id=id, title=title, rows=rows)


def furthest_behind(year, on, stage, counts, targets, *, area, most=5):
    """[(kecamatan code, name, Pace)] of an area, those furthest behind the pace of the year first; no hidden one."""
    paces = [
        (code, name, counted.pace(year, on, counts[code][stage], targets[code][stage]))
        for code, name in _kecamatan()
        if code in area and targets[code][stage] and is_known(counts[code][stage])
    ]
    return sorted(paces, key=lambda row: (row[2].people - row[2].expected, row[0]))[:most]
