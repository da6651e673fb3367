"""The numbers of each picture of a board as rows of a file: numbers as numbers, the sign where one is hidden."""

from tablib import Dataset

from okoce.regions import places
from okoce.small_counts import HIDDEN, SIGN
from reports.board import contents


def table(name, state, figures):
    """Return the Dataset of a picture."""
    headers, rows = {"map": _map, "funnel": _funnel, "trend": _trend}[name](state, figures)
    return Dataset(*([SIGN if cell is HIDDEN else cell for cell in row] for row in rows), headers=headers)


def _map(state, figures):
    rows = [figures.row(code) for code, _ in sorted(places.kecamatan())]
    headers = ["kode", "kecamatan", "kota", "orang", "target", "perubahan"]
    return headers, [(row.code, row.name, row.above, row.people, row.target, row.change) for row in rows]


def _funnel(state, figures):
    headers = ["langkah", "orang", "langkah sebelumnya", "target", "perubahan"]
    rows = contents.funnel(state, figures)
    return headers, [
        (each["stage"].name, each["row"].people, each["before"], each["row"].target, each["row"].change)
        for each in rows
    ]


def _trend(state, figures):
    people, needed = figures.in_time(state.area)
    days = [day.isoformat() for day in figures.days]
    return ["sampai tanggal", "orang", "seharusnya menurut laju"], zip(days, people, needed, strict=True)
