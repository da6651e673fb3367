"""Figures that are counted once a day: how they are counted from facts, and read again as they were kept."""

from collections import Counter, defaultdict

from django.db.models import Count, Q, Sum

from okoce.regions.levels import Level
from reports.figures.counted import LEVELS, code_at
from reports.figures.definitions import Measure
from reports.figures.models import DailyCount, DailyFigure


def count_facts(figures, year, on):
    """{key: {kecamatan code: number}} of figures as of a day, from facts: one statement for all of the same rows."""
    groups, answer = defaultdict(list), {}
    for figure in figures:
        groups[figure.rows, figure.measure].append(figure)
    for (rows, measure), members in groups.items():
        owners = defaultdict(list)
        for figure in members:
            answer[figure.key] = {}
            for part in figure.parts:
                owners[part].append(answer[figure.key])
        for place, part, number in _grouped(rows(year, on), measure):
            for numbers in owners.get(part, ()):
                numbers[place] = numbers.get(place, 0) + number
    return {key: {code: number for code, number in numbers.items() if number} for key, numbers in answer.items()}


def _grouped(rows, measure):
    """(kecamatan, part, number) of rows: how many, how many people, or what they add up to."""
    if measure == Measure.PEOPLE:
        return rows.order_by().values_list("home", "part").annotate(number=Count("person", distinct=True))
    number = Count("pk") if measure == Measure.ROWS else Sum("worth", default=0)
    return rows.order_by().values_list("place", "part").annotate(number=number)


def counted_for(year, on, *, known_at=None):
    """The DailyCount that kept figures of a day are read from: of the last day not after it; None without any."""
    counts = DailyCount.objects.filter(programme_year=year, day__lte=on)
    if known_at:
        counts = counts.filter(counted_at__lte=known_at)
    return counts.order_by("-day", "-counted_at").first()


def count_tables(tables, year, on):
    """{key:label: {kecamatan code: number}} of tables as of a day, from facts."""
    answer = defaultdict(dict)
    for table in tables:
        for place, by_label in table.count(year, on).items():
            for label, number in by_label.items():
                answer[f"{table.key}:{label}"][place] = number
    return dict(answer)


def read(figures, year, level, on, *, known_at=None, area, table=None):
    """{key: {region code: number}} of kept figures, or of one table, in two statements; nothing below the kecamatan."""
    asked = Q(figure__in=[figure.key for figure in figures])
    if table:
        asked |= Q(figure__startswith=f"{table.key}:")
    if not (figures or table) or level == Level.KELURAHAN or not (count := counted_for(year, on, known_at=known_at)):
        return {}
    rows = DailyFigure.objects.filter(asked, programme_year=year, day=count.day)
    if known_at:
        rows = rows.filter(counted_at__lte=known_at)
    found = defaultdict(lambda: defaultdict(int))
    for (key, code), value in newest(rows).items():
        if value and code in area and code.count(".") >= LEVELS.index(level):
            found[key][code_at(code, level)] += value
    return {key: dict(numbers) for key, numbers in found.items()}


def newest(rows):
    """Counter of {(key, kecamatan code): value} as the newest of some rows of one day say it. One statement."""
    ordered = rows.order_by("counted_at").values_list("figure", "region_id", "value")
    return Counter({(key, code): value for key, code, value in ordered})
