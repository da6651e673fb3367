"""Workbooks and CSV files: what is read, and what is refused."""

import io
import zipfile

import openpyxl
import pytest

from participants.imports import table_reader
from participants.imports.workbook_reader import MEGABYTE
from tests.participants.imports.imported import GOOD, HEADER, corpus, csv_of, xlsx_of

pytestmark = pytest.mark.once


def refusal(content):
    with pytest.raises(table_reader.SheetRefused) as caught:
        table_reader.read(content)
    return caught.value.code, caught.value.message


def repacked(content, changes):
    """The workbook with some of its parts replaced."""
    old, new = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as package:
        for name in {*old.namelist(), *changes}:
            package.writestr(name, changes[name] if name in changes else old.read(name))
    return new.getvalue()


def test_a_workbook_that_claims_one_row_is_read_to_its_end():
    content = xlsx_of(GOOD, GOOD, GOOD)
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    lying = sheet.replace(b'<dimension ref="A1:H4"', b'<dimension ref="A1:H2"')
    assert lying != sheet

    read = table_reader.read(repacked(content, {"xl/worksheets/sheet1.xml": lying}))

    assert [row.number for row in read.rows] == [2, 3, 4]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "EMPTY", "kosong"),
        (b"%PDF-1.7", "TYPE", "PDF"),
        (b"\n <!DOCTYPE html><table>", "TYPE", "halaman web"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "TYPE", "Excel lama"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "ENCRYPTED", "kata sandi"),
        (b"PK\x03\x04 broken", "XML", "rusak"),
        (b"\x89PNG\r\n\x1a\n\0\0", "TYPE", "bukan .xlsx atau .csv"),
        (b"nama;alamat\nMelati;Jl. 1", "COLUMN_MISSING", "Kolom NIK, Tanggal Lahir"),
        (b"a" * (10 * MEGABYTE + 1), "TOO_BIG", "terlalu besar"),
        (csv_of(GOOD, header=[*HEADER, "No KTP"]), "COLUMN_TWICE", "Kolom NIK ada dua di baris 1 (A dan I)"),
        (csv_of(dict(zip(HEADER, HEADER, strict=True)), GOOD), "HEADER_TWICE", "Baris 1 dan 2"),
        (csv_of(GOOD) + b'\n"unclosed,1,2', "QUOTES", "baris 3"),
        (csv_of(GOOD).replace(b"Melati", b"Me\x81lati"), "ENCODING", "CSV UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_place_and_the_mend(content, code, words):
    shown, message = refusal(content)

    assert shown == code
    assert words in message
    assert message.endswith(".")


def test_a_bomb_is_refused_before_it_is_unpacked():
    sheet = b"<worksheet>" + b"A" * 40 * MEGABYTE
    bomb = repacked(xlsx_of(GOOD), {"xl/worksheets/sheet1.xml": sheet})
    large = repacked(xlsx_of(GOOD), {"xl/worksheets/sheet1.xml": sheet * 3})

    assert refusal(bomb)[0] == "RATIO"
    assert refusal(large)[0] == "TOO_BIG"


def test_a_package_that_is_no_workbook_is_refused():
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    assert refusal(package.getvalue())[0] == "TYPE"


def test_more_rows_than_one_file_may_have_are_refused_with_the_row(monkeypatch):
    monkeypatch.setattr(table_reader, "MOST_ROWS", 3)
    monkeypatch.setattr(table_reader, "HEADER_WITHIN", 2)

    assert refusal(csv_of(*[GOOD] * 9))[0] == "TOO_MANY_ROWS"


def test_other_sheets_and_hidden_rows_are_named():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(GOOD, GOOD)))
    book.create_sheet("Arsip")
    book.active.row_dimensions[3].hidden = True
    file = io.BytesIO()
    book.save(file)

    read = table_reader.read(file.getvalue())

    assert read.notes == [
        "1 baris tersembunyi ikut dibaca.",
        "Lembar “Arsip” tidak dibaca: kosong.",
    ]
    assert len(read.rows) == 2


def test_the_header_is_found_under_titles_and_a_repeated_one_is_no_person():
    again = dict(zip(HEADER, HEADER, strict=True))

    read = table_reader.read(xlsx_of(GOOD, again, GOOD, above=[["DAFTAR PESERTA"], []], below=[["", "JUMLAH", 2]]))

    assert read.header_row == 3
    assert [(row.number, bool(row.skipped)) for row in read.rows] == [
        (1, True),
        (4, False),
        (5, True),
        (6, False),
        (7, True),
    ]


@pytest.mark.parametrize(
    "foot", [["JUMLAH", "7"], ["", "JUMLAH", 2], ["Mengetahui,"], ["", "", "", "", "", "Ketua RW"]]
)
def test_totals_and_signatures_at_the_foot_are_no_people(foot):
    read = table_reader.read(xlsx_of(GOOD, below=[foot]))

    assert [bool(row.skipped) for row in read.rows] == [False, True]


def test_a_row_that_has_lost_all_but_the_number_is_judged_as_a_person():
    read = table_reader.read(xlsx_of(GOOD, below=[["31730250059090"]]))

    assert [bool(row.skipped) for row in read.rows] == [False, False]


def test_columns_that_are_not_taken_are_named():
    notes = table_reader.read(corpus("P20_kolom_liar.xlsx")).notes

    assert notes[0].startswith("Kolom yang tidak dipakai: id, is_staff, status")
    assert "Kolom Tahap tidak dipakai" in notes[1]
