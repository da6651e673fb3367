"""How sheets are laid out in files: order and doubles of rows, merged cells, two levels, several sheets, one column."""

import io
import zipfile

import openpyxl
import pytest

from participants.imports import table_reader
from participants.imports.table_reader import SheetRefused, read
from tests.participants.imports.imported import GOOD, HEADER, csv_of, xlsx_of
from tests.participants.imports.test_sheets import repacked

pytestmark = pytest.mark.once

SHEET = "xl/worksheets/sheet1.xml"
ROW = [GOOD[title] for title in HEADER]
OTHER = GOOD | {"NIK": "3173021005909002"}


def changed(content, *changes):
    """The workbook with pieces of its first sheet replaced."""
    xml = zipfile.ZipFile(io.BytesIO(content)).read(SHEET)
    for old, new in changes:
        assert old in xml, xml[:2000]
        xml = xml.replace(old, new)
    return repacked(content, {SHEET: xml})


def workbook(*lists, hidden=(), merged=()):
    """Several sheets, each as (title, rows)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in lists:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
        for cells in merged:
            sheet.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refused(content):
    with pytest.raises(SheetRefused) as caught:
        read(content)
    return caught.value.code, caught.value.message


# --- Rows and cells ------------------------------------------------------------------------------------


def test_a_row_number_stored_twice_refuses_the_file():
    content = changed(xlsx_of(GOOD, OTHER, GOOD), (b'<row r="4"', b'<row r="3"'), (b'r="A4"', b'r="A3"'))

    code, message = refused(content)

    assert (code, "baris 3" in message.lower(), message.endswith(".")) == ("ROW_ORDER", True, True)


def test_rows_that_are_stored_out_of_order_and_twice_are_refused():
    xml = zipfile.ZipFile(io.BytesIO(xlsx_of(GOOD, OTHER))).read(SHEET)
    start = xml.index(b'<row r="2"')
    second = xml[start : xml.index(b"</row>", start) + 6]
    content = repacked(xlsx_of(GOOD, OTHER), {SHEET: xml.replace(b"</sheetData>", second + b"</sheetData>")})

    assert refused(content) == (
        "ROW_ORDER",
        "Baris 2 tersimpan dua kali di dalam berkas ini, jadi tiap program menampilkan orang yang berbeda; buka di "
        "Excel atau LibreOffice, lalu simpan sebagai Excel Workbook (.xlsx).",
    )


def test_a_large_sheet_whose_rows_are_out_of_order_is_refused(monkeypatch):
    from participants.imports import sheet_rows

    content = xlsx_of(GOOD, OTHER)
    xml = zipfile.ZipFile(io.BytesIO(content)).read(SHEET)
    first, second = xml.index(b'<row r="2"'), xml.index(b'<row r="3"')
    end = xml.index(b"</sheetData>")
    content = repacked(content, {SHEET: xml[:first] + xml[second:end] + xml[first:second] + xml[end:]})
    assert [row.number for row in read(content).rows] == [2, 3]

    monkeypatch.setattr(sheet_rows, "LARGEST_UNORDERED", 100)

    assert refused(content)[0] == "ROW_ORDER"


def test_a_cell_stored_twice_refuses_the_file():
    assert refused(changed(xlsx_of(GOOD), (b'r="B2"', b'r="A2"')))[1].startswith(
        "Satu sel di baris 2 tersimpan dua kali"
    )


def test_a_row_without_a_number_follows_the_one_before():
    content = changed(xlsx_of(GOOD, OTHER), (b'<row r="3"', b"<row"))

    assert [row.number for row in read(content).rows] == [2, 3]


@pytest.mark.parametrize(
    ("stored", "text"),
    [("Jalan_x000D_\nMawar", "Jalan\r\nMawar"), ("_x005F_x000D_", "_x000D_"), ("Gang_xD83D__xDE00_", "Gang😀")],
)
def test_signs_that_xml_cannot_hold_are_read_back(stored, text):
    assert read(workbook(("A", [HEADER, [*ROW[:5], stored, *ROW[6:]]]))).rows[0].cells["street"].text == text


# --- Merged cells and heads in two rows ----------------------------------------------------------------


def test_a_merged_cell_counts_for_each_of_its_rows_but_never_as_nik_or_name():
    blank = ["", "", *ROW[2:6], "", "katering"]
    rows = [HEADER, ROW, [OTHER["NIK"], *blank[1:]], blank]
    sheet = read(workbook(("A", rows), merged=["G2:G4", "B2:B4", "A3:A4"]))

    assert [row.cells["kelurahan"].text for row in sheet.rows] == ["Tomang"] * 3
    assert [row.cells["name"].text for row in sheet.rows] == ["Contoh Melati", "", ""]
    assert [row.cells["nik"].text for row in sheet.rows] == [ROW[0], OTHER["NIK"], ""]
    assert sheet.notes == ["Sel gabungan G2:G4 dibaca untuk setiap barisnya."]


def test_a_merged_cell_ends_where_it_ends():
    rows = [HEADER, ROW, [*ROW[:6], "", "x"], [*ROW[:6], "", "y"]]

    assert [row.cells["kelurahan"].text for row in read(workbook(("A", rows), merged=["G2:G3"])).rows] == [
        "Tomang",
        "Tomang",
        "",
    ]


def test_a_lower_row_completes_the_heads_above():
    upper = ["NIK", "Nama", "Lahir", "", "L/P", "Kontak", "Alamat", "Wilayah", ""]
    lower = ["", "", "Tempat", "Tanggal", "", "No HP", "", "Kecamatan", "Kelurahan"]
    person = [ROW[0], ROW[1], "Jakarta", ROW[2], "L", ROW[4], ROW[5], "Grogol Petamburan", "Tomang"]

    sheet = read(workbook(("A", [["DAFTAR"], upper, lower, person])))

    cells = {name: cell.text for name, cell in sheet.rows[-1].cells.items()}
    assert (sheet.header_row, sheet.rows[-1].number) == (2, 4)
    assert (cells["birth_on"], cells["phone"], cells["kelurahan"]) == ("10/05/1990", "0812-0000-1234", "Tomang")
    assert sheet.notes == ["Kolom yang tidak dipakai: Tempat Lahir."]


def test_the_first_person_is_no_second_level_of_the_header():
    assert [row.number for row in read(xlsx_of(GOOD | {"Alamat": "Alamat"})).rows] == [2]


# --- Sheets ----------------------------------------------------------------------------------------------


def test_a_list_that_lacks_a_column_next_to_a_good_one_refuses_the_file_by_its_name():
    content = workbook(("RW 01", [HEADER, ROW]), ("RW 02", [HEADER[:6], ROW[:6]]))

    assert refused(content) == (
        "COLUMN_MISSING",
        "Lembar “RW 02”: Kolom Kelurahan tidak ada di baris 1; tambahkan judulnya seperti di lembar contoh.",
    )


def test_sheets_that_are_no_lists_are_named_with_the_reason():
    content = workbook(
        ("RW 01", [HEADER, ROW]),
        ("Catatan", [["Rapat"]]),
        ("Kosong", []),
        ("RW 02", [HEADER]),
        ("Lama", [HEADER, ROW, ROW]),
        hidden=["Lama"],
    )

    sheet = read(content)

    assert [row.number for row in sheet.rows] == [2]
    assert sheet.notes == [
        "Lembar “Catatan” tidak dibaca: bukan daftar peserta.",
        "Lembar “Kosong” tidak dibaca: kosong.",
        "Lembar “RW 02” tidak dibaca: Tidak ada data di bawah judul (baris 1); isi mulai baris berikutnya.",
        "Lembar “Lama” tidak dibaca: lembar ini tersembunyi dan berisi 2 orang; tampilkan lembarnya bila ikut.",
    ]


def test_a_wide_table_of_something_else_and_a_broken_hidden_list_refuse_no_file():
    wide = [f"Bulan {n}" for n in range(70)]
    content = workbook(("RW 01", [HEADER, ROW]), ("Rekap", [wide]), ("Lama", [HEADER[:5], ROW[:5]]), hidden=["Lama"])

    sheet = read(content)

    assert (len(sheet.rows), [note[:24] for note in sheet.notes]) == (
        1,
        ["Lembar “Rekap” tidak dib", "Lembar “Lama” tidak diba"],
    )


def test_a_list_of_people_with_too_many_columns_refuses_the_file():
    wide = [*HEADER, *[f"Bulan {n}" for n in range(70)]]

    assert refused(workbook(("RW 01", [HEADER, ROW]), ("RW 02", [wide, ROW])))[0] == "TOO_BIG"


def test_a_hidden_list_is_read_when_there_is_no_other():
    content = workbook(("Depan", [["Rapat"]]), ("Lama", [HEADER, ROW]), hidden=["Lama"])

    assert (len(read(content).rows), "Lembar “Lama” tersembunyi." in read(content).notes) == (1, True)


def test_the_limit_of_rows_is_of_all_sheets_together(monkeypatch):
    monkeypatch.setattr(table_reader, "MOST_ROWS", 3)
    monkeypatch.setattr(table_reader, "HEADER_WITHIN", 0)

    assert len(read(workbook(("A", [HEADER, ROW, ROW]), ("B", [HEADER, ROW]))).rows) == 3
    assert refused(workbook(("A", [HEADER, ROW, ROW]), ("B", [HEADER, ROW, ROW])))[0] == "TOO_MANY_ROWS"


# --- Text ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_with_which_the_header_is_found(sign):
    line = [*ROW[:5], "Gg. A, B; C, D, E, F, G, H; I", *ROW[6:]]
    content = "\n".join(sign.join(f'"{cell}"' if sign in cell else cell for cell in row) for row in (HEADER, line))

    assert read(content.encode()).rows[0].cells["street"].text == "Gg. A, B; C, D, E, F, G, H; I"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
def test_a_text_in_each_usual_alphabet_is_read(encoding):
    content = csv_of(GOOD | {"Alamat": "Kafé 1"}).decode().encode(encoding)

    assert read(content).rows[0].cells["street"].text == "Kafé 1"


def test_a_foreign_byte_marks_its_cell_and_spoils_no_other():
    content = csv_of(GOOD | {"Alamat": "Na’im"}, GOOD | {"Alamat": "Kaf#"}).replace(b"Kaf#", b"Kaf\xe9")

    assert [row.cells["street"] for row in read(content).rows] == [("Na’im", "text"), ("Kafé", "foreign")]


def test_a_list_with_one_line_in_a_cell_among_others_is_read():
    content = csv_of(GOOD).decode() + '\n"' + ",".join([OTHER["NIK"], *ROW[1:]]) + '"\n"Mengetahui, Ketua RW"'

    rows = read(content.encode()).rows

    assert [(row.cells.get("nik", ("",))[0], bool(row.skipped)) for row in rows] == [
        (ROW[0], False),
        (OTHER["NIK"], False),
        ("", True),
    ]
