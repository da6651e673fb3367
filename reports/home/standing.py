"""Where the area of somebody who works here stands today: people in it, and the pictures of it."""

from django.template.loader import render_to_string

from okoce.clock import now, today
from okoce.programme.stages import Stage
from okoce.regions import places
from okoce.regions.levels import JAKARTA, Level
from reports.figures import chart_data, counted, kept_parts


def standing(user, year, *, with_map=False):
    """Return the context of reports/home/_standing.html; without an area or a year only the year."""
    area = user.areas_for("figures.view_figures")
    if not year or not area:
        return {"year": year}
    drawn = kept_parts.kept(f"standing {with_map}", area, year, lambda: _drawn(area, year, with_map))
    return drawn | {"year": year, "area_name": area_name(area), "as_of": now()}


def _drawn(area, year, with_map):
    people = counted.stage_counts(year, Level.KECAMATAN, today(), area=area)
    targets = counted.targets(year, area=area)
    whole = counted.add_up(people, Level.PROVINCE)[JAKARTA]
    target = counted.add_up(targets, Level.PROVINCE)[JAKARTA]
    charts = [chart_data.funnel("corong", year, whole), chart_data.against_target("capaian", year, whole, target)]
    if with_map:
        counts = people if area.is_everywhere else counted.stage_counts(year, Level.KECAMATAN, today())
        charts.insert(
            0, chart_data.jakarta("peta", Stage.TRAINING.label, Stage.TRAINING, counts, counted.targets(year))
        )
    behind = chart_data.furthest_behind(year, today(), Stage.TRAINING, people, targets, area=area)
    return {
        "registered": whole[counted.REGISTERED],
        "waiting": counted.waiting(whole),
        "trained": whole[Stage.TRAINING],
        "target": target[Stage.TRAINING],
        "missing": max(0, (target[Stage.TRAINING] or 0) - whole[Stage.TRAINING]),
        "charts": render_to_string("reports/home/charts.html", {"charts": charts}),
        "behind": render_to_string("reports/home/behind.html", {"behind": behind}),
    }


def area_name(area):
    return ", ".join(places.named(code) for code in sorted(area.codes))
