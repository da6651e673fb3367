"""A table of targets is read as offices write it, and its sums are checked."""

import pytest

from trainings.targets.judging import OUTSIDE, judge
from trainings.targets.pasted import NO_HEADING, Unreadable, heading_key, read

pytestmark = pytest.mark.once

COLUMNS = {"pendaftaran": "pendaftaran", "p1": "pendaftaran", "pelatihan": "pelatihan"}
PLACES = {
    ("kecamatan", "Tambora"): "31.73.04",
    ("kecamatan", "Kec. Tambora"): "31.73.04",
    ("kecamatan", "Kebon Jeruk"): "31.73.05",
    ("kecamatan", "Cakung"): "31.75.06",
    ("kota", "Jakarta Barat"): "31.73",
    ("provinsi", "DKI Jakarta"): "31",
}
AGENCIES = {"31.73.04": 1, "31.73.05": 1, "31.75.06": 2}
TABLE = """Target 2027
No\tKecamatan\tTarget Pendaftaran (orang)\tPelatihan\tJumlah
1\tKec. Tambora\t1.000\t900\t1.900
2\tKebon Jeruk\t1000\t-\t1000
\tJumlah Jakarta Barat\t2.000\t900\t
3\tCakung\t500\t400\t900
\tJumlah\t2500\t1300\t3800"""


class Places:
    def code(self, level, name):
        return PLACES.get((level, name))


def table(text):
    return read(text, columns=COLUMNS, places=Places())


def judged(text, present=None, **about):
    return judge(table(text), present=present or {}, agencies=AGENCIES, **about)


def test_a_table_with_title_numbering_and_sums_is_read():
    found = table(TABLE)

    assert found.amounts == {
        ("31.73.04", "pendaftaran"): 1000,
        ("31.73.04", "pelatihan"): 900,
        ("31.73.05", "pendaftaran"): 1000,
        ("31.75.06", "pendaftaran"): 500,
        ("31.75.06", "pelatihan"): 400,
    }
    assert (found.refused, found.unknown_headings) == ([], [])
    assert judged(TABLE).adds_up


@pytest.mark.parametrize(
    ("heading", "key"),
    [("Target Pelatihan (orang)", "pelatihan"), ("PELATIHAN", "pelatihan"), ("Tahap Pendaftaran", "pendaftaran")],
)
def test_headings_are_read_however_written(heading, key):
    assert heading_key(heading) == key


@pytest.mark.parametrize(
    ("line", "words", "reason"),
    [
        ("Tambra\t10\t10", "Tambra", "tidak ada di daftar kecamatan"),
        ("\t10\t10", "", "tanpa nama kecamatan"),
        ("Tambora\t10,5\t10", "Tambora: 10,5", "bilangan bulat"),
        ("Tambora\tsepuluh\t10", "Tambora: sepuluh", "bilangan bulat"),
        ("Tambora\t9000000\t10", "Tambora: 9000000", "terlalu besar"),
        ("Cakung\t10\t10", "Cakung", "sudah ada di baris 2"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(line, words, reason):
    found = table(f"Kecamatan\tP1\tPelatihan\nCakung\t1\t1\n{line}")

    assert [row.words for row in found.refused] == [words]
    assert reason in found.refused[0].reason


@pytest.mark.parametrize("text", ["Tambora\t10", "Kecamatan\tBulan\nTambora\t10", ""])
def test_a_table_without_known_headings_is_refused_as_a_whole(text):
    with pytest.raises(Unreadable, match=NO_HEADING[:20]):
        table(text)


def test_a_column_that_is_there_twice_is_refused():
    with pytest.raises(Unreadable, match="dua kali"):
        table("Kecamatan\tP1\tPendaftaran\nTambora\t10\t10")


def test_unknown_columns_are_named():
    assert table("Kecamatan\tP1\tLuas\nTambora\t10\t7").unknown_headings == ["Luas"]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("Jumlah\t30", []),
        ("Jumlah\t31", [("Jumlah", 31, 30)]),
        ("TOTAL\t29", [("TOTAL", 29, 30)]),
        ("DKI Jakarta\t30", []),
        ("Jakarta Barat\t20", []),
        ("Jumlah Jakarta Barat\t30", [("Jumlah Jakarta Barat", 30, 20)]),
    ],
)
def test_sums_are_checked_against_the_numbers(row, wrong):
    found = judged(f"Kecamatan\tP1\nTambora\t10\nKebon Jeruk\t10\nCakung\t10\n{row}")

    assert [(check.words, check.stated, check.found) for check in found.wrong] == wrong
    assert found.adds_up == (not wrong)


def test_the_sum_of_a_kota_counts_what_stands_already():
    part = "Kecamatan\tP1\nTambora\t10\nJakarta Barat\t35"

    assert judged(part, {("31.73.05", "pendaftaran"): 25, ("31.75.06", "pendaftaran"): 7}).adds_up
    assert not judged(part).adds_up


@pytest.mark.parametrize(("total", "adds_up"), [(20, True), (21, False), (None, False)])
def test_a_typed_sum_is_checked_and_without_any_nothing_adds_up(total, adds_up):
    assert judged("Kecamatan\tP1\nTambora\t10\nCakung\t10", total=total).adds_up is adds_up


def test_the_sum_across_a_row_is_checked():
    found = judged("Kecamatan\tP1\tPelatihan\tJumlah\nTambora\t10\t5\t16")

    assert [(check.stated, check.found) for check in found.wrong] == [(16, 15)]


def test_lines_are_new_changed_or_the_same():
    present = {("31.73.04", "pendaftaran"): 10, ("31.73.05", "pendaftaran"): 9}

    found = judged("Kecamatan\tP1\nTambora\t10\nKebon Jeruk\t12\nCakung\t5", present)

    assert [line.kecamatan for line in found.new] == ["31.75.06"]
    assert [(line.kecamatan, line.old, line.new) for line in found.changed] == [("31.73.05", 9, 12)]
    assert found.same == 1


def test_a_kecamatan_outside_the_agency_and_too_small_a_number_are_refused():
    outside = judge(table("Kecamatan\tP1\nCakung\t5"), present={}, agencies={"31.73.04": 1})
    small = judged("Kecamatan\tP1\nCakung\t0", least=1)

    assert [(row.words, row.reason) for row in outside.refused] == [("31.75.06", OUTSIDE)]
    assert (small.lines, small.refused[0].reason) == ([], "target paling sedikit 1")
