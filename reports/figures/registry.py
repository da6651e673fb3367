"""Every figure by its key, and the one way to read them."""

from functools import cache
from importlib import import_module

from reports.figures import counted, funnels, kept
from reports.figures.definitions import Numbers

TOPICS = [  # modules of this room, in the order in which people read them
    "stage_figures",
    "way_figures",
    "seat_figures",
    "mentor_figures",
    "licence_figures",
    "money_figures",
    "employment_figures",
    "agency_figures",
    "quality_figures",
    "people_figures",
]


def figures():
    """{key: Figure} of every figure, in the order of the dictionary page."""
    return _figures()


def figure(key):
    """Return the figure of a key; an unknown one is a KeyError."""
    return _figures()[key]


def read(keys, year, level, on, *, known_at=None, area=counted.EVERYWHERE):
    """{key: {region code: number}} for the regions of a level (kelurahan, kecamatan, kabkota, provinsi) as of a day.

    `known_at`: without what became known after that instant. The statements are those of one figure of each kind,
    whatever the number of people, regions and keys: those from tallies two for each function, those that are kept one.
    Kept figures have no kelurahan, and are those of the last day not after `on` that was counted (kept.counted_for).
    """
    asked = {key: figure(key) for key in keys}
    parts = {key for row in asked.values() if row.ratio for key in row.ratio}
    needed = asked | {key: figure(key) for key in parts}
    found = kept.read([row for row in needed.values() if row.is_kept], year, level, on, known_at=known_at, area=area)
    for count in {row.count for row in needed.values() if row.count}:
        found |= count(year, level, on, known_at, area)
    for key, row in asked.items():
        if row.ratio:
            part, whole = (found.get(of, {}) for of in row.ratio)
            found[key] = {code: funnels.share(part.get(code, 0), number) for code, number in whole.items() if number}
    return {key: Numbers(found.get(key, {})) for key in asked}


def read_table(key, year, level, on, *, known_at=None, area=counted.EVERYWHERE):
    """{label: {region code: number}} of a table, as it was kept for a day; kecamatan and above."""
    found = kept.read([], year, level, on, known_at=known_at, area=area, table=tables()[key])
    return {label.partition(":")[2]: Numbers(numbers) for label, numbers in found.items()}


@cache
def tables():
    """{key: Table} of the numbers that are split by what stands in the facts."""
    return {table.key: table for topic in _topics() for table in getattr(topic, "TABLES", [])}


@cache
def _figures():
    found = {}
    for topic in _topics():
        for row in topic.FIGURES:
            if row.key in found:
                raise ValueError(f"two figures have the key {row.key}")
            found[row.key] = row
    return found


def _topics():
    return [import_module(f"reports.figures.{topic}") for topic in TOPICS]
