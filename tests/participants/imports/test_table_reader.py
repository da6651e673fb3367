"""Where the header stands, which column is which, what is no data: each rule and its limit."""

import pytest

from participants.imports import layouts, table_reader
from participants.imports.table_reader import COLUMNS, HEADER_WITHIN, MOST_COLUMNS, MOST_ROWS, SheetRefused, read
from tests.participants.imports.imported import GOOD, HEADER, csv_of, xlsx_of

pytestmark = pytest.mark.once

NEEDED = ["NIK", "Nama Lengkap", "Tanggal Lahir", "Jenis Kelamin", "Nomor HP", "Alamat", "Kelurahan"]


def refused(content):
    with pytest.raises(SheetRefused) as caught:
        read(content)
    return caught.value.code, caught.value.message


def taken(content):
    """[(row, "" or the first words of why it is left out)]"""
    return [(row.number, row.skipped.split(",")[0].split("(")[0].strip()) for row in read(content).rows]


def test_a_file_may_have_twenty_thousand_rows_and_sixty_four_columns():
    assert (MOST_ROWS, MOST_COLUMNS) == (20_000, 64)


# --- The header ----------------------------------------------------------------------------------------


def test_every_other_way_to_head_a_column_is_read():
    for field, column in COLUMNS.items():
        for title in (column.title, *column.also):
            header = [title if name == column.title else name for name in HEADER]
            header += [] if title in header else [title]

            cells = read(csv_of({"NIK": "3", title: "7"}, header=header)).rows[0].cells

            assert cells[field].text == "7", title


@pytest.mark.parametrize("title", ["nik", "N.I.K. *", " No. NIK ", "NO_KTP"])
def test_a_title_is_read_whatever_its_case_and_signs(title):
    row = GOOD | {title: GOOD["NIK"]}

    read_row = read(csv_of(row, header=[title, *HEADER[1:]])).rows[0]

    assert read_row.cells["nik"].text == GOOD["NIK"]


def test_the_header_may_stand_in_any_of_the_first_rows_and_no_deeper():
    just = read(xlsx_of(GOOD, above=[["-"]] * (HEADER_WITHIN - 1)))
    code, message = refused(xlsx_of(GOOD, above=[["-"]] * HEADER_WITHIN))

    assert (just.header_row, just.rows[-1].number) == (HEADER_WITHIN, HEADER_WITHIN + 1)
    assert (code, f"di {HEADER_WITHIN} baris pertama" in message) == ("COLUMN_MISSING", True)


def test_the_row_with_most_known_titles_is_the_header_and_of_equals_the_first():
    assert read(xlsx_of(GOOD, above=[["NIK"], [""]])).header_row == 3
    assert read(xlsx_of(GOOD, dict.fromkeys(HEADER, "x"), dict(zip(HEADER, HEADER, strict=True)))).header_row == 1


def test_titles_two_rows_above_the_header_are_no_second_header():
    assert read(xlsx_of(GOOD, above=[["NIK", "Nama"], ["-"]])).header_row == 3


def test_one_known_word_next_to_the_header_is_no_second_header():
    assert read(xlsx_of(GOOD, above=[["Alamat"]])).header_row == 2


@pytest.mark.parametrize(("above", "rows"), [([["NIK", "Nama"]], "1 dan 2"), ([], "1 dan 2")])
def test_two_headers_one_above_the_other_are_refused_with_both_rows(above, rows):
    people = [GOOD] if above else [{"NIK": "NIK", "Nama Lengkap": "Nama"}, GOOD]

    code, message = refused(xlsx_of(*people, above=above))

    assert code == "HEADER_TWICE"
    assert f"Baris {rows} " in message


@pytest.mark.parametrize("title", NEEDED)
def test_a_required_column_that_is_missing_is_named_with_the_row(title):
    header = [name for name in HEADER if name != title]

    assert refused(xlsx_of(GOOD, header=header, above=[["DAFTAR"]])) == (
        "COLUMN_MISSING",
        f"Kolom {title} tidak ada di baris 2; tambahkan judulnya seperti di lembar contoh.",
    )


def test_a_column_that_is_not_required_may_be_missing():
    header = [name for name in HEADER if name != "Jenis Usaha"]

    assert "trade" not in read(csv_of(GOOD, header=header)).rows[0].cells


def test_a_column_twice_is_refused_with_the_letters_of_both():
    header = [*HEADER, *[f"Lain {n}" for n in range(45)], "Nama"]

    code, message = refused(xlsx_of(GOOD, header=header))

    assert code == "COLUMN_TWICE"
    assert "Kolom Nama Lengkap ada dua di baris 1 (B dan BB)" in message


@pytest.mark.parametrize(
    ("position", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_a_column_has_the_letter_that_a_spreadsheet_shows(position, letter):
    assert layouts.letter(position) == letter


def test_more_columns_than_a_list_has_are_refused_and_empty_ones_do_not_count():
    most = [*HEADER, *[f"Lain {n}" for n in range(MOST_COLUMNS - len(HEADER))]]

    assert len(read(xlsx_of(GOOD, header=[*most, "", ""])).rows) == 1
    assert refused(xlsx_of(GOOD, header=[*most, "Satu lagi"])) == (
        "TOO_BIG",
        f"Baris 1 berisi lebih dari {MOST_COLUMNS} kolom; hapus yang lebih.",
    )


# --- The rows ------------------------------------------------------------------------------------------


def test_a_cell_that_the_row_does_not_have_is_empty():
    content = csv_of(GOOD) + b'\n"3173021005909002","Contoh Kenanga"'

    row = read(content).rows[1]

    assert (row.cells["nik"].text, row.cells["trade"].text, row.cells["trade"].is_blank) == (
        "3173021005909002",
        "",
        True,
    )


def test_empty_rows_are_passed_over_and_the_others_keep_their_numbers():
    assert taken(xlsx_of(GOOD, {}, GOOD)) == [(2, ""), (4, "")]


def test_a_row_of_a_csv_with_more_cells_than_the_header_is_marked_unless_they_are_empty():
    line = csv_of(GOOD).splitlines()[1]
    content = csv_of(GOOD) + b"\n" + line + b",extra\n" + line + b",,"

    assert [row.overflow for row in read(content).rows] == [False, True, False]


def test_a_note_at_the_side_of_a_workbook_s_row_is_no_fault():
    header, row = [*HEADER, ""], [GOOD[title] for title in HEADER]

    assert [each.overflow for each in read(xlsx_of(header=header, below=[[*row, "catatan", "lagi"]])).rows] == [False]


@pytest.mark.parametrize(
    ("cells", "skipped"),
    [
        (["NIK", "Nama", "Tgl Lahir", "JK", "HP"], "Judul kolom diulang di baris ini"),
        (["", "Nama", "Tgl Lahir", "JK", "HP"], ""),
        (["", "Nama", "Tgl Lahir", "JK", "HP", "Alamat"], "Judul kolom diulang di baris ini"),
        (["NIK", "Nama"], "Baris ini bukan data orang"),
        (["Total", "1", ""], "Baris ini bukan data orang"),
        (["Total", "1", "2"], ""),
        (["1"], ""),
        (["", "Melati", "10/05/1990", "P"], ""),
    ],
)
def test_what_is_no_person_is_left_out_with_the_reason(cells, skipped):
    assert taken(xlsx_of(GOOD, below=[cells])) == [(2, ""), (3, skipped)]


def test_what_is_left_out_is_shown_whole():
    row = read(xlsx_of(GOOD, below=[["", "", "", "", "", "", "", "", "Ketua  RW", "12"]])).rows[1]

    assert row.text == "Ketua  RW | 12"


def test_rows_above_the_header_are_left_out_and_empty_ones_not_mentioned():
    assert taken(xlsx_of(GOOD, above=[["DAFTAR"], [], ["Kecamatan"]])) == [
        (1, "Baris ini di atas judul kolom; tidak dibaca sebagai orang."),
        (3, "Baris ini di atas judul kolom; tidak dibaca sebagai orang."),
        (5, ""),
    ]


def test_a_header_without_people_is_refused():
    code, message = refused(xlsx_of(above=[["DAFTAR"]]))

    assert (code, "di bawah judul (baris 2)" in message) == ("EMPTY", True)


@pytest.mark.parametrize("content", [b"\n\n", xlsx_of(header=[]), b";;;\n;;;"])
def test_a_sheet_without_a_cell_is_empty(content):
    assert refused(content)[0] == "EMPTY"


def test_as_many_rows_are_read_as_a_file_may_have(monkeypatch):
    monkeypatch.setattr(table_reader, "MOST_ROWS", 3)
    monkeypatch.setattr(table_reader, "HEADER_WITHIN", 2)

    assert len(read(csv_of(*[GOOD] * 5)).rows) == 5
    assert refused(csv_of(*[GOOD] * 6)) == ("TOO_MANY_ROWS", "Lebih dari 3 baris (sampai baris 7); bagi berkasnya.")


def test_the_limit_is_said_as_a_number_is_written_here(monkeypatch):
    monkeypatch.setattr(table_reader, "MOST_ROWS", 1000)

    assert refused(csv_of(*[GOOD] * 1021))[1] == "Lebih dari 1.000 baris (sampai baris 1022); bagi berkasnya."


# --- What is said of the rest --------------------------------------------------------------------------


def test_columns_that_are_not_taken_are_said_once_and_cut():
    header = [*HEADER, "Catatan " + "x" * 50, "", "Tahap"]

    assert read(csv_of(GOOD, header=header)).notes == [
        f"Kolom yang tidak dipakai: Catatan {'x' * 32}.",
        "Kolom Tahap tidak dipakai: tahap mengikuti bukti, tidak diisi dari berkas.",
    ]


def test_a_sheet_whose_every_column_is_taken_says_nothing():
    assert read(csv_of(GOOD)).notes == []


def test_at_most_twenty_columns_are_named():
    header = [*HEADER, *[f"Lain {n}" for n in range(25)]]

    (note,) = read(csv_of(GOOD, header=header)).notes

    assert ("Lain 19" in note, "Lain 20" in note) == (True, False)
