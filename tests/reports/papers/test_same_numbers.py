"""Paper, workbook and open data say the same of every figure and area; what is hidden is hidden in all of them."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from okoce import small_counts
from okoce.formats import angka
from reports.figures import registry
from reports.papers import evidence_tables, numbers, paces, tables
from reports.papers.fact_names import FACTS
from reports.published import evidence
from tests.factories.frozen import frozen
from tests.reports.papers.drawn import draw, text_of

pytestmark = pytest.mark.once

AREAS = {"31.73.04": "kecamatan", "31.75": "kota", "31": "provinsi"}


def hide(figures):
    """The same figures with some counts hidden, as the one way out hides them."""
    figures["stages"][6] |= {"people": None, "added": None}
    figures["trend"][-1]["stages"]["permodalan"] = None
    figures["training_added"]["attended"] = None
    figures["parts"]["evidence"] |= {"modal_cair": None, "rupiah_cair": None}
    for row in figures.get("kelurahan", ()):
        row["stages"]["permodalan"] = None
    for row in (*figures.get("areas", ()), *figures.get("all_kecamatan", ())):
        row["stages"]["permodalan"] = None
    return figures


@pytest.fixture(scope="module")
def snapshots():
    return {code: hide(frozen(code)) for code in AREAS}


@pytest.fixture(scope="module")
def papers(snapshots):
    """{code: text of its paper, as laid out}."""
    return {code: text_of(draw(kind, snapshots[code])) for code, kind in AREAS.items()}


@pytest.fixture(scope="module")
def workbook(snapshots):
    return load_workbook(io.BytesIO(tables.workbook(list(snapshots.values())).export("xlsx")))


@pytest.fixture(scope="module")
def open_data(snapshots):
    """{(code, day, key): (value, hidden)}."""
    text = tables.open_data(list(snapshots.values())).export("csv").removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    found = {(row["kode_wilayah"], row["per_tanggal"], row["kunci"]): row for row in rows}
    assert len(found) == len(rows)
    return {key: (row["nilai"], row["disembunyikan"]) for key, row in found.items()}


def cells(text, label, after=""):
    """The cells of the first line that begins with a label, below a heading."""
    line = next(line for line in text[text.index(after) :].splitlines() if line.strip().startswith(label))
    return re.split(r" {2,}", line.strip())


def rows_of(sheet):
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def written(value):
    """A cell of the workbook as it stands on paper."""
    return angka(value) if isinstance(value, int) else value or ""


def of_data(found):
    value, hidden = found
    return paces.HIDDEN if hidden == "ya" else angka(int(value))


@pytest.mark.parametrize("code", AREAS)
def test_stages_are_the_same_on_paper_in_the_workbook_and_in_open_data(snapshots, papers, workbook, open_data, code):
    figures = snapshots[code]
    on = figures["cut_off_on"]
    sheet = {row["Langkah"]: row for row in rows_of(workbook["Langkah"]) if row["Kode"] == code}

    for stage in figures["stages"]:
        _, people, before, added, *aimed, _ = cells(
            papers[code], f"{stage['number']}. {stage['name']}", "Tujuh langkah"
        )
        row = sheet[stage["name"]]
        assert [people, before] == [written(row[key]) for key in ("Kini", "Rapat lalu")]
        assert added.removeprefix("+") == written(row["Berubah"])
        assert people == of_data(open_data[code, on, f"langkah.{stage['stage']}"])
        if stage["target"]:
            assert aimed == [written(row[key]) for key in ("Seharusnya", "Target", "Kurang")]
            keys = ("seharusnya", "target", "kurang")
            assert aimed == [of_data(open_data[code, on, f"{key}.{stage['stage']}"]) for key in keys]
        else:
            assert aimed == ["tanpa target"]


def test_kelurahan_are_the_same(snapshots, papers, workbook, open_data):
    figures = snapshots["31.73.04"]
    sheet = {row["Kode"]: row for row in rows_of(workbook["Kelurahan"])}

    for place in figures["kelurahan"]:
        _, *counts = cells(papers["31.73.04"], place["name"], "Menurut kelurahan")
        row, keys = sheet[place["code"]], ["menunggu", *(f"langkah.{stage}" for stage in place["stages"])]
        assert counts == [written(value) for value in list(row.values())[3:]]
        assert counts == [of_data(open_data[place["code"], figures["cut_off_on"], key]) for key in keys]


@pytest.mark.parametrize("code", ["31.73.04", "31"])
def test_trend_and_seats_are_the_same(snapshots, papers, workbook, open_data, code):
    figures = snapshots[code]
    points = figures["trend"][-6:]
    trend = {row["Per tanggal"]: row for row in rows_of(workbook["Perkembangan"]) if row["Kode"] == code}
    seats = next(row for row in rows_of(workbook["Kursi"]) if row["Kode"] == code)

    for stage in figures["stages"]:
        label = f"{stage['number']}. {stage['name']}"
        line = " ".join(cells(papers[code], label, "Perkembangan")).removeprefix(label).split()[:6]
        assert line == [written(trend[point["on"]][stage["name"]]) for point in points]
        assert line == [of_data(open_data[code, point["on"], f"langkah.{stage['stage']}"]) for point in points]
    for _, key, name, _ in numbers.SEATS:
        line = re.search(rf"{name} +(\S+) +(\S+)", papers[code][papers[code].index("Kursi pelatihan") :]).groups()
        assert list(line) == [written(seats[f"{name}, {part}"]) for part in ("periode ini", "setahun")]
        found = [open_data[code, figures["cut_off_on"], f"{part}.{key}"] for part in ("periode", "setahun")]
        assert list(line) == [of_data(row) for row in found]


@pytest.mark.parametrize("code", ["31.75", "31"])
def test_areas_of_a_larger_paper_are_the_same_as_in_its_snapshot(snapshots, papers, code):
    title = "Menurut kecamatan" if code == "31.75" else "Menurut kota"
    for area in snapshots[code]["areas"]:
        _, *counts = cells(papers[code], area["name"], title)
        assert counts == [paces.shown(area["waiting"]), *(paces.shown(people) for people in area["stages"].values())]


@pytest.mark.parametrize("code", ["31.73.04", "31.75"])
def test_licences_capital_and_mentoring_are_the_same(snapshots, papers, workbook, open_data, code):
    figures = snapshots[code]
    sheet = next(row for row in rows_of(workbook["Bukti"]) if row["Kode"] == code)
    text = " ".join(papers[code][papers[code].index("Izin terbit:") :].split())
    printed = {}
    for _, words in evidence_tables.LINES:
        keys = re.findall(r"{(\w+)}", words)
        pattern = r"([\d.]*\d|•)".join(map(re.escape, re.split(r"{\w+}", " ".join(words.split()))))
        found = re.search(pattern, text)
        printed |= dict(zip(keys, found.groups(), strict=True))

    assert printed.keys() == numbers.facts(figures).keys()
    for key, value in printed.items():
        assert value == written(sheet[FACTS[key][0]])
        assert value == of_data(open_data[code, figures["cut_off_on"], f"bukti.{key}"])


def test_every_key_of_the_open_data_is_in_the_dictionary(snapshots, open_data):
    known = {row[0] for row in tables.dictionary(list(snapshots.values()))}

    assert {key for _, _, key in open_data} <= known


def test_what_is_hidden_has_one_sign_with_its_legend(papers):
    for text in papers.values():
        assert cells(text, "7. Permodalan", "Tujuh langkah")[1] == paces.HIDDEN
        assert small_counts.MEANS in " ".join(text.split())


def test_facts_are_called_as_in_the_dictionary_of_figures():
    assert FACTS.keys() == {*evidence.COUNTS, *evidence.AMOUNTS, evidence.MENTORS}
    figures = {key: registry.figure(key) for key in FACTS}
    assert {key: (row.name, row.unit, row.definition) for key, row in figures.items()} == FACTS
