"""Lists as offices write them, found while the portal was used: the right answer to each, by the command."""

import hashlib
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from tests.badinput import FOLDER
from tests.participants.imports.imported import make_register

FOUND = FOLDER.with_name("found")
pytestmark = pytest.mark.django_db
SHEETS = sorted(path.name for path in (FOUND / "sheets").iterdir())
# File → the verdicts of its rows, as the report writes them; several sheets one after the other.
TAKEN = {
    "B01_judul_dengan_petunjuk.xlsx": "new new",
    "B02_tempat_tanggal_lahir.xlsx": "new new",
    "B03_strip_di_kolom_pilihan.xlsx": "new new new new",
    "B04_titik_koma_alamat_berkoma.csv": "new new",
    "B05_x000D.xlsx": "new",
    "B06_lk_pr.xlsx": "new new new new reject",
    "B07_rt_rw_satu_kolom.xlsx": "new",
    "B09_kelurahan_digabung.xlsx": "new new new",
    "B10_semua_di_kolom_A.csv": "new",
    "B10b_semua_di_kolom_A.xlsx": "new",
    "B11_tanggal_geser_detik.xlsx": "new reject new",
    "B12_hp_angka.xlsx": "new new new new new",
    "B16_judul_dua_tingkat.xlsx": "new",
    "B18_bentuk_opensid.xlsx": "hold hold",
    "B18b_kode_kelamin_1_2.xlsx": "hold hold",
    "E01_blok_bawah_dulu.xlsx": "new new new new new new new",
    "E03_sel_kanan_ke_kiri.xlsx": "new new new",
    "E05_dua_lembar_rt.xlsx": "new new new new new new new new",
    "E06_semua_lahir_beda.xlsx": "new new new new new",
    "E07_huruf_rusak.csv": "new new new new",
    "E08_satu_bita_lain.csv": "new hold new",
    "E09_strict.xlsx": "new new new new new new",
    "E10_hp_pecahan.xlsx": "new new new new",
    "E11_judul_kantor.xlsx": "new new new",
    "E12_nul.csv": "reject new new",
}
# File → the reason, and what its sentence has to name.
REFUSED = {
    "B08_sel_csv_raksasa.csv": ("CELL_LONG", ["baris 3", "131.072 huruf"]),
    "E02_nomor_baris_kembar.xlsx": ("ROW_ORDER", ["baris 3", "baris 4", "simpan"]),
    "E04_bagian_kembar.xlsx": ("PART_TWICE", ["xl/worksheets/sheet1.xml", "dua kali", "simpan"]),
}
# (file, sheet row, column) → what would be stored; None where nothing is.
STORED = {
    ("B02_tempat_tanggal_lahir.xlsx", 2, "Tanggal Lahir"): "1990-05-10",
    ("B02_tempat_tanggal_lahir.xlsx", 3, "Tanggal Lahir"): "1990-05-10",
    ("B03_strip_di_kolom_pilihan.xlsx", 2, "Surel"): "",
    ("B03_strip_di_kolom_pilihan.xlsx", 3, "RT"): "",
    ("B03_strip_di_kolom_pilihan.xlsx", 4, "Jenis Usaha"): "",
    ("B05_x000D.xlsx", 2, "Alamat"): "Jalan Contoh No. 5",
    ("B06_lk_pr.xlsx", 2, "Jenis Kelamin"): "L",
    ("B06_lk_pr.xlsx", 3, "Jenis Kelamin"): "P",
    ("B07_rt_rw_satu_kolom.xlsx", 2, "RT"): "005",
    ("B07_rt_rw_satu_kolom.xlsx", 2, "RW"): "003",
    ("B09_kelurahan_digabung.xlsx", 4, "Kelurahan"): "Tomang",
    ("B11_tanggal_geser_detik.xlsx", 2, "Tanggal Lahir"): "1990-05-10",
    ("B11_tanggal_geser_detik.xlsx", 4, "Tanggal Lahir"): "1990-05-10",
    ("B12_hp_angka.xlsx", 2, "Nomor HP"): "+6281200009128",
    ("B12_hp_angka.xlsx", 6, "Nomor HP"): "+6281200009132",
    ("B16_judul_dua_tingkat.xlsx", 3, "Tanggal Lahir"): "1990-05-10",
    ("B16_judul_dua_tingkat.xlsx", 3, "Nomor HP"): "+6281200009141",
    ("E01_blok_bawah_dulu.xlsx", 5, "Nama Lengkap"): "Latih Kamboja Cempaka",
    ("E03_sel_kanan_ke_kiri.xlsx", 3, "NIK"): "3173061610849514",
    ("E07_huruf_rusak.csv", 2, "Alamat"): "Gg. H. Na’im No. 4",
    ("E07_huruf_rusak.csv", 3, "Jenis Usaha"): "Café kecil",
    ("E08_satu_bita_lain.csv", 2, "Alamat"): "Jl. H. Na’im No. 2",
    ("E08_satu_bita_lain.csv", 3, "Jenis Usaha"): None,
    ("E10_hp_pecahan.xlsx", 2, "Nomor HP"): "+6281200004455",
    ("E10_hp_pecahan.xlsx", 3, "Nomor HP"): "+6281200004456",
    ("E10_hp_pecahan.xlsx", 5, "Nomor HP"): "+6281200004458",
}
# File → what has to be said, in a note, with a row or among the doubts.
SAID = {
    "B02_tempat_tanggal_lahir.xlsx": ["hanya tanggalnya yang dipakai"],
    "B09_kelurahan_digabung.xlsx": ["Sel gabungan G2:G4"],
    "B10_semua_di_kolom_A.csv": ["kolom A", "koma"],
    "B10b_semua_di_kolom_A.xlsx": ["kolom A", "koma"],
    "B11_tanggal_geser_detik.xlsx": ["pukul 07.00"],
    "B16_judul_dua_tingkat.xlsx": ["Tempat Lahir"],
    "B18_bentuk_opensid.xlsx": ["1 dan 2", "dusun, no_kk, dan tempatlahir"],
    "B18b_kode_kelamin_1_2.xlsx": ["1 dan 2"],
    "E05_dua_lembar_rt.xlsx": ["Lembar “Catatan” tidak dibaca"],
    "E06_semua_lahir_beda.xlsx": ["Tanggal lahir berbeda dari yang tertulis di NIK"],
    "E07_huruf_rusak.csv": ["dibaca “Gg. H. Na’im No. 4”", "dibaca “Café kecil”", "dibaca “Renê Contoh”"],
    "E08_satu_bita_lain.csv": ["bukan UTF-8"],
    "E11_judul_kantor.xlsx": ["Kolom yang tidak dipakai: Ket"],
    "E12_nul.csv": ["tanda yang tidak terbaca"],
}


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker):
    """{file: what the command says of it}; each is judged once, against the register of the corpus."""
    with django_db_blocker.unblock(), transaction.atomic():
        staff = make_register()
        yield {name: _answer(name, staff.email) for name in SHEETS}
        transaction.set_rollback(True)


def _answer(name, email):

    written = io.StringIO()
    try:
        call_command("impor_peserta", FOUND / "sheets" / name, sebagai=email, json=True, stdout=written)
    except CommandError:
        assert json.loads(written.getvalue())["file"] == "reject_file"
    return json.loads(written.getvalue())


def test_every_file_has_its_right_answer():
    assert sorted([*TAKEN, *REFUSED]) == SHEETS


def test_the_copied_sheets_are_the_originals_byte_for_byte():
    sums = dict(reversed(line.split()) for line in (FOUND / "SHEETS.sha256").read_text().splitlines())

    assert {name: hashlib.sha256((FOUND / "sheets" / name).read_bytes()).hexdigest() for name in SHEETS} == sums


@pytest.mark.parametrize("name", TAKEN)
def test_every_row_has_the_verdict_that_is_right(answers, name):
    answer = answers[name]

    assert answer["file"] != "reject_file", answer["message"]
    assert " ".join(row["verdict"] for row in answer["rows"]) == TAKEN[name]


@pytest.mark.parametrize("name", TAKEN)
def test_the_rows_of_the_file_are_the_sum_of_the_verdicts_in_every_sheet(answers, name):
    sheets = answers[name]["sheets"]

    assert [sheet["rows"] for sheet in sheets] == [sum(sheet["counts"].values()) for sheet in sheets]
    assert sum(sheet["rows"] for sheet in sheets) == len(TAKEN[name].split())


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_names_the_true_cause_the_place_and_the_mend(answers, name):
    code, words = REFUSED[name]

    assert answers[name]["codes"] == [code]
    assert [word for word in words if word not in answers[name]["message"]] == []


@pytest.mark.parametrize(("name", "number", "column"), STORED)
def test_what_is_stored_is_what_was_meant(answers, name, number, column):
    row = next(row for row in answers[name]["rows"] if row["row"] == number)

    assert row["values"].get(column) == STORED[name, number, column]


@pytest.mark.parametrize("name", SAID)
def test_what_is_left_out_or_mended_is_said(answers, name):
    answer = answers[name]
    of_rows = [message for row in answer["rows"] for message in [*row["messages"], *row["doubts"]]]
    said = " ".join([*answer["notes"], *of_rows, *[doubt["message"] for doubt in answer["doubts"]]])

    assert [words for words in SAID[name] if words not in said] == []


def test_the_two_lists_of_one_workbook_are_counted_sheet_by_sheet(answers):
    sheets = answers["E05_dua_lembar_rt.xlsx"]["sheets"]

    assert [(sheet["title"], sheet["rows"], sheet["counts"]["new"]) for sheet in sheets] == [
        ("RW 01", 2, 2),
        ("RW 02", 6, 6),
    ]


def test_all_five_wrong_years_are_counted_before_anybody_confirms(answers):
    doubts = answers["E06_semua_lahir_beda.xlsx"]["doubts"]

    assert ("Tanggal lahir", 5, 5) in [(doubt["message"][:13], doubt["rows"], doubt["of"]) for doubt in doubts]
