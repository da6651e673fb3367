"""Where the area of somebody who works here stands today: people in it, and the pictures of it."""

from django.template.loader import render_to_string

from okoce.clock import now, today
from okoce.programme.stages import Stage
from okoce.regions import places
from okoce.regions.levels import JAKARTA, Level
from okoce.small_counts import HIDDEN, is_known
from reports.figures import chart_data, counted, kept_parts
from reports.forecast import words, year_forecasts
from reports.published.counts import of_area, published
from reports.published.readers import reader_of


def standing(user, year, *, with_map=False, more=None):
    """Return the context of reports/home/_standing.html; without an area or a year only the year.

    `more`: (what it depends on, in words; a function), which is kept with it as "more" and shows nothing of who asks.
    """
    area = user.areas_for("figures.view_figures")
    if not year or not area:
        return {"year": year}
    reader = reader_of(user)
    name = f"standing {with_map} {more and more[0]} {sorted(reader.area.codes)}"
    drawn = kept_parts.kept(name, area, year, lambda: _drawn(area, year, reader, with_map, more))
    return drawn | {"year": year, "area_name": area_name(area), "as_of": now()}


def _drawn(area, year, reader, with_map, more):
    """Return what is the same for all readers who see an area alike."""
    people = published(year, counted.stage_counts(year, Level.KECAMATAN, today()), Level.KECAMATAN, reader=reader)
    targets = counted.targets(year, area=area)
    whole = of_area(people, area)
    target = counted.add_up(targets, Level.PROVINCE)[JAKARTA]
    charts = [chart_data.funnel("corong", year, whole), chart_data.against_target("capaian", year, whole, target)]
    if with_map:
        charts.insert(
            0, chart_data.jakarta("peta", Stage.TRAINING.label, Stage.TRAINING, people, counted.targets(year))
        )
    forecasts = year_forecasts.forecast_of(year, area, today(), people=people)
    paces = chart_data.furthest_behind(year, today(), Stage.TRAINING, people, targets, area=area)
    behind = [(code, name, pace, words.in_words(forecasts[code])) for code, name, pace in paces]
    return {
        "registered": whole[counted.REGISTERED],
        "waiting": whole[counted.WAITING],
        "trained": whole[Stage.TRAINING],
        "target": target[Stage.TRAINING],
        "missing": is_known(whole[Stage.TRAINING]) and max(0, target[Stage.TRAINING] - whole[Stage.TRAINING]),
        "forecast": words.of_area(forecasts.values()),
        "has_hidden": any(HIDDEN in row.values() for row in (people.values() if with_map else [whole])),
        "charts": render_to_string("reports/home/charts.html", {"charts": charts}),
        "behind": render_to_string("reports/home/behind.html", {"behind": behind}),
        "more": more and more[1](),
    }


def area_name(area):
    return ", ".join(places.named(code) for code in sorted(area.codes))
