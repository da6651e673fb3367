"""No cell that leaves the portal is ever computed, in any format, however a spreadsheet reads the file."""

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from import_export.formats import base_formats
from openpyxl import load_workbook
from tablib import Dataset

from okoce import sheets_out
from okoce.sheets_out import CSV, XLSX, inert
from tests.test_rooms import FLOORS, ROOT

pytestmark = pytest.mark.once

LIVE = "=+-@＝＋－＠"
PAYLOADS = [
    "=1+1",
    "==1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    '"=1+1',
    "'=1+1",
    "\u200b=1+1",
    "＝1+1",
]
PAYLOADS += ["a;=1+1", 'a;" +1', "a\n=1+1", "\ufeff@x", "\x00=1", "a\t=1+1"]
# What an attacker writes, mixed with what people write.
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*LIVE, ";", ",", "\t", "\n", "\r", '"', "'", " ", "\u200b", "x", "1"]), max_size=8).map(
        "".join
    ),
    st.sampled_from(PAYLOADS),
)


def body_of(rows, kind):
    return sheets_out.answer(Dataset(*rows), name="uji", kind=kind).content


def is_computed(cell):
    """As a wary spreadsheet reads it: blanks and quotes in front do not count."""
    return bool(re.match(rf"[\s\"`]*[{re.escape(LIVE)}]", cell))


@given(st.lists(TEXTS, min_size=1, max_size=4))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_no_cell_of_a_csv_is_computed_whatever_separates_the_cells(texts):
    text = body_of([texts], CSV).decode().removeprefix("\ufeff")

    for separator in ",;\t":
        cells = [cell for row in csv.reader(io.StringIO(text), delimiter=separator) for cell in row]
        assert [cell for cell in cells if is_computed(cell)] == []
    assert len(text.splitlines()) == 1


@given(st.lists(TEXTS, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_cell_of_a_workbook_is_a_formula(texts):
    sheet = load_workbook(io.BytesIO(body_of([texts], XLSX))).active

    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s"}
    assert [cell.value for cell in cells if is_computed(cell.value)] == []


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_what_attackers_write_stays_to_be_read(payload, kind):
    content = body_of([[payload]], kind)

    if kind == CSV:
        (cell,) = next(csv.reader(io.StringIO(content.decode().removeprefix("\ufeff")), delimiter=";"))
    else:
        cell = load_workbook(io.BytesIO(content)).active["A1"].value
    assert not is_computed(cell)
    assert any(sign in cell for sign in LIVE)


@pytest.mark.parametrize(
    "value",
    ["Siti O'Hara", "0812-0000-1234", "Jalan Anggrek 1, RT 005", "3173••••••••0003", "Ny. A-B", "10/05/1990", ""],
)
def test_what_people_write_leaves_as_it_is(value):
    assert inert(value) == value


def test_numbers_stay_numbers_and_nothing_is_empty():
    assert [inert(-5), inert(0), inert(None), inert(True)] == [-5, 0, "", "True"]


def test_an_error_value_is_only_text_in_a_workbook():
    cell = load_workbook(io.BytesIO(body_of([["#REF!"]], XLSX))).active["A1"]

    assert cell.value == "#REF!"


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_the_title_of_a_table_is_its_first_line_and_not_computed(payload, kind):
    content = sheets_out.answer(Dataset(["isi"], headers=["kolom"], title=payload), name="uji", kind=kind).content

    if kind == CSV:
        lines = list(csv.reader(io.StringIO(content.decode().removeprefix("\ufeff")), delimiter=";"))
    else:
        lines = [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]
    assert lines == [[inert(payload)], ["kolom"], ["isi"]]
    assert not is_computed(lines[0][0])


@pytest.mark.parametrize("written", [base_formats.CSV, base_formats.XLSX])
def test_the_formats_of_the_admin_are_these(written):
    table = Dataset(["=1+1"], headers=["kolom"])

    content = written().export_data(table)

    kind = written().get_extension()
    answered = sheets_out.answer(table, name="uji", kind=kind)
    if kind == CSV:
        assert content.encode() == answered.content
        assert "'=1+1" in content
    else:
        assert load_workbook(io.BytesIO(content)).active["A2"].value == "'=1+1"
    assert (kind, answered["Content-Disposition"]) == (written().get_extension(), f'attachment; filename="uji.{kind}"')


def test_tables_are_written_in_one_place():
    """The others write no text of people: the empty list to fill in, and uploads of the sample."""
    writes = re.compile(r"csv\.(?:writer|DictWriter)\(|Workbook\(|\.writerows?\(")

    writers = {
        path.relative_to(ROOT).as_posix()
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
        if writes.search(path.read_text())
    }

    ours = {"okoce/sheets_out.py", "participants/imports/empty_workbook.py"}
    assert writers == ours | {
        f"sample/{name}.py" for name in ("passing", "office_lists", "reviewed_lists", "fact_lists")
    }
