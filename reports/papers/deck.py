"""One page a kecamatan for the projector, those furthest behind first, from frozen figures alone. Pure."""

from okoce import small_counts
from okoce.charts import GapBar
from okoce.formats import angka
from reports.papers import area_report, paces, paper_parts, rankings


def of_area(figures, known_at):
    """The values of templates/reports/papers/pdf/dek.html."""
    stage, stage_name = area_report.lead_stage(figures)
    areas = figures.get("all_kecamatan") or figures["areas"]
    rows = {row["code"]: row for row in areas}
    places = rankings.ranked(areas, stage, figures)
    head = paper_parts.heading(figures, known_at, figures["name"])
    return {
        "head": head | {"title": f"Dek rapat {figures['name']}, periode {figures['period']}"},
        "is_draft": not (figures.get("edition") or {}).get("approved_at"),
        "pages": [
            _page(number, len(places), place, rows[place.code], figures, stage_name)
            for number, place in enumerate(places, start=1)
        ],
        "hidden_means": small_counts.MEANS,
    }


def _page(number, count, place, row, figures, stage_name):
    stages = [own | {"people": row["stages"][own["stage"]]} for own in figures["stages"]]
    bar = None
    if place.target and place.people is not None:
        bar = GapBar(id="celah", title=stage_name, done=place.people, target=place.target, pace=place.expected)
    own = {"stages": stages}
    return {
        "name": place.name,
        "kota": place.kota,
        "rank": f"Urutan ke-{number} terjauh dari laju, dari {angka(count)} kecamatan" if bar else "Tanpa urutan",
        "number": paces.shown(place.gap) if place.target else "",
        "unit": f"orang lagi menuju target {angka(place.target)}" if place.target else "Belum ada target",
        "say": _say(place, stage_name),
        "added": paces.changed(place.added),
        "bar": bar,
        "done": paces.shown(place.people),
        "pace": angka(place.expected),
        "funnel": paper_parts.funnel(own),
        "loss": paper_parts.loss(own),
    }


def _say(place, stage_name):
    if not place.target:
        return f"{stage_name}: {paces.shown(place.people)} orang selesai."
    if place.behind is None:
        return f"{stage_name}: angka disembunyikan."
    if place.behind > 0:
        return f"{stage_name} tertinggal {angka(place.behind)} orang dari laju tahun ini."
    return f"{stage_name} sesuai laju tahun ini."
