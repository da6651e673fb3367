"""Heads as offices write them: which field each means, and which mean none."""

import pytest

from participants.imports import combined_cells, file_names, headings
from participants.imports.raw_tables import Cell

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ("NIK (16 digit)", "nik"),
        ("Nomor Induk Kependudukan (NIK)", "nik"),
        ("Nomor Identitas (KTP)", "nik"),
        ("NIK/No. KTP", "nik"),
        ("Nama Lengkap (sesuai KTP)", "name"),
        ("NAMA LENGKAP SESUAI E-KTP", "name"),
        ("Nama Lengkap Peserta *", "name"),
        ("Nama Anggota", "name"),
        ("Tgl. Lahir (hh/bb/tttt)", "birth_on"),
        ("Tempat, Tanggal Lahir", "birth_on place"),
        ("Tempat/Tgl. Lahir", "birth_on place"),
        ("Tempat & Tanggal Lahir (KTP)", "birth_on place"),
        ("TTL", "birth_on place"),
        ("L / P", "sex"),
        ("Jenis Kelamin (L/P)", "sex"),
        ("No. HP / WA", "phone"),
        ("No. Telp/HP/WA aktif", "phone"),
        ("E-mail", "email"),
        ("Alamat sesuai KTP", "street"),
        ("RT/RW", "rt rw"),
        ("RW - RT", "rw rt"),
        ("RTRW", "rt rw"),
        ("Kab/Kota", "kota"),
        ("Kelurahan/Desa", "kelurahan"),
        ("Kelurahan/Kecamatan", "kelurahan kecamatan"),
        ("Kota, Kecamatan dan Kelurahan", "kota kecamatan kelurahan"),
        ("Produk/Usaha", "trade"),
    ],
)
def test_a_head_is_understood(head, fields):
    assert headings.read(head).spelled == fields


@pytest.mark.parametrize(
    "head",
    [
        "",
        "Ket",
        "Peserta",
        "Nama Ibu Kandung",
        "Nama Usaha",
        "NIK Kepala Keluarga",
        "No KK",
        "Tempat Lahir",
        "Alamat Usaha (Kelurahan)",
        "Nama Ayah (NIK)",
        "Nama/Jabatan",
        "Nama/NIK",
        "Alamat & RT/RW",
        "No HP/Email",
        "Kelurahan/Tanggal Daftar/Alamat",
        "NIK " + "x" * 120,
    ],
)
def test_a_head_that_might_mean_something_else_is_left_to_people(head):
    assert headings.read(head) is None


def test_a_choice_comes_before_what_the_head_says():
    chosen = {"NIK": "", "MEREK": "trade", "LAHIR": "birth_on place", "RUMAH": "rt rw"}

    found = {head: headings.read(head, chosen).spelled for head in ("N I K", "Merek", "Lahir", "Rumah", "Nama")}

    assert found == {"N I K": "", "Merek": "trade", "Lahir": "birth_on place", "Rumah": "rt rw", "Nama": "name"}


@pytest.mark.parametrize(
    ("text", "fields", "parts"),
    [
        ("005/003", ("rt", "rw"), ["005", "003"]),
        ("RT 5 / RW 3", ("rt", "rw"), ["5", "3"]),
        ("RW.03 RT.05", ("rw", "rt"), ["03", "05"]),
        ("-", ("rt", "rw"), ["", ""]),
        ("-/-", ("rt", "rw"), ["", ""]),
        ("Tomang / Grogol Petamburan", ("kelurahan", "kecamatan"), ["Tomang", "Grogol Petamburan"]),
        ("Tomang, Grogol - Jakarta Barat", ("kelurahan", "kecamatan", "kota"), ["Tomang", "Grogol", "Jakarta Barat"]),
        ("", ("kelurahan", "kecamatan"), ["", ""]),
    ],
)
def test_a_cell_of_several_columns_is_taken_apart(text, fields, parts):
    assert [cell.text for cell in combined_cells.split(Cell(text), fields).values()] == parts


@pytest.mark.parametrize(
    ("cell", "fields"),
    [
        (Cell("005"), ("rt", "rw")),
        (Cell("lima/tiga"), ("rt", "rw")),
        (Cell("2026-03-05", "date"), ("rt", "rw")),
        (Cell("Tomang"), ("kelurahan", "kecamatan")),
        (Cell("Tomang/Grogol/Barat"), ("kelurahan", "kecamatan")),
    ],
)
def test_a_cell_with_more_or_fewer_parts_is_not_guessed(cell, fields):
    found = combined_cells.split(cell, fields)

    assert [(each.kind, each.text) for each in found.values()] == [(combined_cells.UNSPLIT, cell.text)] * len(fields)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Jakarta, 10-05-1990", "10-05-1990"),
        ("10/05/1990", "10/05/1990"),
        ("Bogor 1 Mei 1980", "1 Mei 1980"),
        ("-", "-"),
    ],
)
def test_a_birthplace_is_left_out_before_the_date(text, date):
    assert combined_cells.without_birthplace(Cell(text)).text == date
    assert combined_cells.without_birthplace(Cell(text, "date")).text == text


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("daftar 3173021005909001.xlsx", "daftar ….xlsx"),
        ("3173.0210.0590.9001 Melati.csv", "… Melati.csv"),
        ("HP 0812-0000-1234-5.csv", "HP ….csv"),
        ("daftar 28112026.xlsx", "daftar 28112026.xlsx"),
        ("RW 05 2026-11-28.csv", "RW 05 2026-11-28.csv"),
    ],
)
def test_a_long_number_is_left_out_of_a_file_s_name(name, kept):
    assert file_names.without_numbers(name) == kept
