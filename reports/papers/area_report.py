"""The papers of a kota (two pages) and of the province (four), from frozen figures alone. Pure."""

from okoce import small_counts
from okoce.formats import angka
from okoce.maps import Area, Map
from okoce.programme.stages import Stage
from okoce.regions.drawing import kecamatan_outlines
from okoce.small_counts import HIDDEN
from reports.papers import evidence_tables, paces, paper_parts, rankings

FURTHEST = 5
FEW, TIGHT = 5, 7  # areas of a kota: few leave room for the trend, many need lower lines


def of_area(figures, known_at, rule_version, *, fingerprint="", check=None):
    """The values that both papers share; those of templates/reports/papers/pdf/kota.html."""
    stage, stage_name = lead_stage(figures)
    name = figures["name"]
    places = rankings.ranked(figures["areas"], stage, figures)
    return {
        "head": paper_parts.heading(figures, known_at, name),
        "kicker": figures["programme"],
        "name": name,
        "has_long_name": len(name) > 20,
        **paper_parts.page_of_decisions(figures),
        "stages": paper_parts.stages(figures),
        "waiting": paces.shown(figures["waiting"]),
        "stage_name": stage_name,
        "ranking": rankings.rows(places),
        "by_stage": rankings.by_stage(figures["areas"], figures),
        "trend": evidence_tables.trend(figures),
        "training": evidence_tables.training(figures),
        "facts": evidence_tables.facts(figures),
        "reported": paper_parts.corrections(figures),
        "meanings": paper_parts.meanings(figures),
        "seal": paper_parts.seal(figures, rule_version, fingerprint, check),
        "hidden_means": small_counts.MEANS,
        "is_tight": len(figures["areas"]) > TIGHT,
        "has_trend": len(figures["areas"]) < FEW,
    }


def of_province(figures, known_at, rule_version, *, fingerprint="", check=None):
    """The values of templates/reports/papers/pdf/provinsi.html."""
    stage, stage_name = lead_stage(figures)
    places = rankings.ranked(figures["all_kecamatan"], stage, figures)
    aimed = [place for place in places if place.target and place.people is not None]
    return of_area(figures, known_at, rule_version, fingerprint=fingerprint, check=check) | {
        "map": _map(stage_name, places),
        "every": rankings.rows(places),
        "furthest": rankings.rows(aimed[:FURTHEST]),
        "count": _count(aimed),
    }


def lead_stage(figures):
    """(stage, its name) that the ranking is about: the paper's own, or training where nothing has a target."""
    row = paces.lead(figures)
    if row is None:
        row = next((row for row in figures["stages"] if row["stage"] == Stage.TRAINING), figures["stages"][0])
    return row["stage"], row["name"]


def _count(aimed):
    behind = sum(place.behind > 0 for place in aimed)
    return f"{angka(behind)} dari {angka(len(aimed))} kecamatan yang punya target tertinggal dari laju tahun ini."


def _map(stage_name, places):
    has_targets = any(place.target for place in places)
    areas = [
        Area(place.code, place.name, _drawn(place, has_targets))
        for place in sorted(places, key=lambda place: place.code)
    ]
    title = f"{stage_name}: capaian terhadap target setahun" if has_targets else f"{stage_name}: jumlah orang"
    return Map(
        id="peta",
        title=title,
        areas=tuple(areas),
        outlines=kecamatan_outlines(),
        thresholds=(0.1, 0.25, 0.5, 0.75) if has_targets else (),
        is_share=has_targets,
    )


def _drawn(place, has_targets):
    """What the map says of a place."""
    if place.people is None:
        return HIDDEN
    return place.share if has_targets else place.people
