"""The numbers of papers as tables: sheets of a workbook, a list as open data, and what its keys mean. Pure.

Each takes the figures of snapshots, kecamatan, kota and province alike.
"""

from tablib import Databook, Dataset

from reports.papers import numbers, paces
from reports.papers.fact_names import FACTS

OPEN_DATA = ("kode_wilayah", "wilayah", "tingkat", "per_tanggal", "kunci", "nilai", "satuan", "disembunyikan")
STEPS = (
    "Kode",
    "Wilayah",
    "Tingkat",
    "No.",
    "Langkah",
    "Kini",
    "Rapat lalu",
    "Berubah",
    "Seharusnya",
    "Target",
    "Kurang",
)
SEATS = ("sessions", "seats", "booked", "attended")


def open_data(snapshots):
    """One line a number; a hidden value is empty, and the last column says so."""
    table = Dataset(headers=OPEN_DATA)
    for figures in snapshots:
        for number in numbers.numbers(figures):
            hidden = "ya" if number.value is None else "tidak"
            row = (number.code, number.area, number.level, number.on, number.key, number.value, number.unit, hidden)
            table.append(row)
    return table


def dictionary(snapshots):
    """What every key of the open data means."""
    rows = {key: (key, *words) for figures in snapshots for key, *words in numbers.dictionary(figures)}
    return Dataset(*rows.values(), headers=("kunci", "nama", "satuan", "arti"))


def workbook(snapshots):
    """The sheets of a workbook: one heading line, one row an area, numbers as numbers."""
    sheets = {
        "Langkah": _steps(snapshots),
        "Perkembangan": _trend(snapshots),
        "Kursi": _seats(snapshots),
        "Bukti": _facts(snapshots),
        "Kelurahan": _kelurahan(snapshots),
        "Keterangan": dictionary(snapshots),
    }
    for name, sheet in sheets.items():
        sheet.title = name
    return Databook(sheets.values())


def _steps(snapshots):
    table = Dataset(headers=STEPS)
    for figures in snapshots:
        for row in figures["stages"]:
            aimed = ("", "", "")
            if row["target"]:
                aimed = (paces.expected(row, figures), row["target"], _cell(paces.gap(row)))
            before = paces.minus(row["people"], row["added"])
            counts = (_cell(row["people"]), _cell(before), _cell(row["added"]))
            table.append((*numbers.area_of(figures), row["number"], row["name"], *counts, *aimed))
    return table


def _trend(snapshots):
    table = Dataset(headers=("Kode", "Wilayah", "Per tanggal", *_stage_names(snapshots)))
    for figures in snapshots:
        code, name, _ = numbers.area_of(figures)
        for point in figures["trend"]:
            table.append((code, name, point["on"], *(_cell(point["stages"][key]) for key in _stages(figures))))
    return table


def _seats(snapshots):
    words = [name for *_, name, _ in numbers.SEATS]
    table = Dataset(
        headers=("Kode", "Wilayah", *(f"{word}, {part}" for part in ("periode ini", "setahun") for word in words))
    )
    for figures in snapshots:
        code, name, _ = numbers.area_of(figures)
        parts = (figures["training_added"], figures["training"])
        table.append((code, name, *(_cell(part[key]) for part in parts for key in SEATS)))
    return table


def _facts(snapshots):
    keys = list({key: key for figures in snapshots for key in numbers.facts(figures)})
    table = Dataset(headers=("Kode", "Wilayah", "Tingkat", *(FACTS[key][0] for key in keys)))
    for figures in snapshots:
        found = numbers.facts(figures)
        table.append((*numbers.area_of(figures), *(_cell(found[key]) if key in found else "" for key in keys)))
    return table


def _kelurahan(snapshots):
    table = Dataset(headers=("Kode", "Kelurahan", "Kecamatan", "Menunggu", *_stage_names(snapshots)))
    for figures in snapshots:
        for row in figures.get("kelurahan", ()):
            people = (_cell(row["stages"][key]) for key in _stages(figures))
            table.append((row["code"], row["name"], figures["name"], _cell(row["waiting"]), *people))
    return table


def _cell(value):
    return paces.HIDDEN if value is None else value


def _stages(figures):
    return [row["stage"] for row in figures["stages"]]


def _stage_names(snapshots):
    return [row["name"] for figures in snapshots[:1] for row in figures["stages"]]
