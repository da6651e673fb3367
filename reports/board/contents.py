"""What stands on a board, for its templates."""

from django.urls import reverse

from okoce.charts import Line, Multiple, TargetBar, Trend
from okoce.regions import places
from okoce.regions.levels import JAKARTA, Level
from okoce.small_counts import is_known
from reports.board.next_sessions import two_weeks
from reports.figures import chart_data, counted, funnels, trends
from reports.figures.employment_figures import GOAL
from reports.published import evidence

FURTHEST = 5


def contents(state, figures):
    """Return the context of reports/board/content.html."""
    stages = {row.stage: row for row in state.year.ordered_stages}
    stage, here = stages[state.stage], figures.row(state.area)
    return {
        "state": state,
        "stage": stage,
        "stages": [(row, address(state.with_(stage=row.stage))) for row in stages.values()],
        "here": here,
        "bar": TargetBar(here.people, here.target),
        "since": figures.since,
        "change_before": figures.change_before(),
        "waiting": figures.shown[state.day][state.area][counted.WAITING],
        "registered": figures.shown[state.day][state.area][counted.REGISTERED],
        "furthest": [(row, address(state.with_(area=row.code))) for row in _furthest(state, figures)],
        "parts": [(row, _address_of_part(state, row)) for row in figures.parts],
        "parts_are": "Kelurahan" if state.place.level == Level.KECAMATAN else "Wilayah",
        "funnel": funnel(state, figures),
        "multiples": _multiples(state, figures),
        "compared": _compared(state, figures),
        "work": _work(state),
        "goal": GOAL if state.place.level == Level.PROVINCE else None,
        "ahead": None if state.on else two_weeks(state.area),
        "kecamatan": state.area if state.place.level == Level.KECAMATAN else "",
        "above": [(place.name, address(state.with_(area=place.code))) for place in _above(state.place)],
        "downloads": {name: _downloads(state, name) for name in PICTURES},
    } | {name: draw(state, figures) for name, draw in PICTURES.items() if name != "funnel"}


def address(state):
    return f"{reverse('reports:board')}?{state.query}"


def area_map(state, figures):
    stage = {row.stage: row for row in state.year.ordered_stages}[state.stage]
    targets = counted.targets(state.year)
    shown = figures.shown[state.day]
    return chart_data.jakarta(
        "peta", stage.name, stage.stage, shown, targets, address=lambda code: address(state.with_(area=code))
    )


def trend(state, figures):
    name = {row.stage: row.name for row in state.year.ordered_stages}[state.stage]
    people, needed = figures.in_time(state.area)
    lines = [Line(name, tuple(people))]
    if figures.row(state.area).target:
        lines.append(Line("Laju perlu", tuple(needed)))
    labels = tuple(trends.short(day) for day in figures.days)
    return Trend(id="tren", title=f"{name} per dua minggu", labels=labels, lines=tuple(lines), width=560, height=260)


def funnel(state, figures):
    """Return the rows of the seven stages: what goes on from the one before, what came since, what is missing."""
    stages = state.year.ordered_stages
    rows = [figures.row(state.area, stage=row.stage) for row in stages]
    people = [row.people for row in rows]
    most = max((number for number in people if is_known(number)), default=0) or 1
    way = funnels.funnel([(stage.stage, number) for stage, number in zip(stages, people, strict=True)])
    largest, steepest = (step and step.stage for step in (way.largest_loss, way.steepest))
    return [
        {
            "stage": stage,
            "row": row,
            "before": people[i - 1] if i else None,
            "length": 300 * row.people // most if is_known(row.people) else 0,
            "lost": people[i - 1] - row.people if i else None,
            "is_largest": stage.stage == largest,
            "is_steepest": stage.stage == steepest,
            "address": address(state.with_(stage=stage.stage)),
        }
        for i, (stage, row) in enumerate(zip(stages, rows, strict=True))
    ]


def funnel_picture(state, figures):
    return chart_data.funnel("corong", state.year, figures.shown[state.day][state.area])


PICTURES = {"map": area_map, "funnel": funnel_picture, "trend": trend}  # what goes out as SVG and CSV, by name


def _furthest(state, figures):
    if state.place.level == Level.KECAMATAN:
        return []
    return [row for row in figures.kecamatan if row.pace and row.behind > 0][:FURTHEST]


def _multiples(state, figures):
    """Return [(kota, Row of it, [(Row, Multiple, address)])], in each kota the furthest behind first."""
    if state.place.level == Level.KECAMATAN:
        return []
    groups = {}
    for row in figures.kecamatan:
        people, needed = figures.in_time(row.code)
        is_behind = bool(row.pace) and row.pace.state == "bad"
        chart = Multiple(tuple(people), tuple(needed), row.target, is_behind) if row.target else None
        groups.setdefault(row.above, []).append((row, chart, address(state.with_(area=row.code))))
    kota = [(place.name, figures.row(place.code)) for place in places.kota() if place.name in groups]
    return [(name, row, groups[name]) for name, row in kota]


def _compared(state, figures):
    """Return the two columns that stand side by side, or None."""
    if not state.compares:
        return None
    other_day, other_code = state.other_on or state.day, state.other_area or state.area
    here, other = figures.shown[state.day][state.area], figures.shown[other_day][other_code]
    return {
        "here": (state.place.name, state.day),
        "other": (places.named(other_code), other_day),
        "rows": [
            (row, here[row.stage], other[row.stage], here[row.stage] - other[row.stage])
            for row in state.year.ordered_stages
        ],
    }


def _work(state):
    """People at work in the businesses and the owners who said so, as last counted; None where nobody answered."""
    keys = ("orang_bekerja", "pemilik_menjawab")
    row = evidence.numbers(state.year, state.day, state.known_at, keys)[state.area]
    return None if row["pemilik_menjawab"] == 0 else {key: row[key] for key in keys}


def _address_of_part(state, row):
    return "" if state.place.level == Level.KECAMATAN else address(state.with_(area=row.code))


def _above(place):
    """Return what a place lies in, the largest first."""
    found = []
    while place.code != JAKARTA:
        place = place.parent
        found.insert(0, place)
    return found


def _downloads(state, name):
    return [(kind.upper(), f"{reverse(f'reports:board-{name}-{kind}')}?{state.query}") for kind in ("svg", "csv")]
