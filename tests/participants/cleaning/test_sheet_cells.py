"""Sex, lines of text and registration numbers as a spreadsheet brings them."""

import pytest

from participants.cleaning import sheet_cells
from participants.cleaning.registration_numbers import check_sign

pytestmark = pytest.mark.once

OURS = f"OK26-01A5BC-{check_sign('2601A5BC')}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("L", "L"),
        ("l.", "L"),
        ("Laki-laki", "L"),
        ("LAKI", "L"),
        ("pria", "L"),
        ("P", "P"),
        ("Perempuan", "P"),
        ("wanita", "P"),
    ],
)
def test_a_sex_is_read_as_people_write_it(text, value):
    cleaned = sheet_cells.sex(text)

    assert (cleaned.value, cleaned.code) == (value, None)


@pytest.mark.parametrize("text", ["", "X", "LP", "3", "laki laki saja"])
def test_another_sex_is_refused_with_what_to_fill_in(text):
    cleaned = sheet_cells.sex(text)

    assert (cleaned.value, cleaned.code) == (None, "SEX_INVALID")
    assert cleaned.message == "Isi L untuk laki-laki atau P untuk perempuan."


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("street", " Jalan  Anggrek 1 ", "Jalan Anggrek 1"),
        ("street", "x" * 160, "x" * 160),
        ("trade", "", ""),
        ("trade", "x" * 120, "x" * 120),
        ("rt", "5", "005"),
        ("rw", "012", "012"),
        ("rt", "", ""),
        ("email", "", ""),
        ("email", "a@b.id", "a@b.id"),
        ("email", "melati.kenanga@toko.contoh.example", "melati.kenanga@toko.contoh.example"),
        ("email", "a" * 249 + "@b.id", "a" * 249 + "@b.id"),
        ("name", "Anything else", "Anything else"),
    ],
)
def test_a_line_is_tidied(field, text, value):
    cleaned = sheet_cells.line(field, text)

    assert (cleaned.value, cleaned.code) == (value, None)


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("street", "", "STREET_EMPTY"),
        ("street", " - ", "STREET_EMPTY"),
        ("street", "x" * 161, "TEXT_LENGTH"),
        ("trade", "x" * 121, "TEXT_LENGTH"),
        ("email", "a" * 250 + "@b.id", "TEXT_LENGTH"),
        ("rt", "1234", "DIGITS"),
        ("rw", "5a", "DIGITS"),
        ("rw", "٥", "DIGITS"),
        ("email", "a@b", "EMAIL_INVALID"),
        ("email", "a b@c.id", "EMAIL_INVALID"),
        ("email", "a@@b.id", "EMAIL_INVALID"),
        ("email", "a@b..id", "EMAIL_INVALID"),
        ("email", "@b.id", "EMAIL_INVALID"),
    ],
)
def test_a_line_that_cannot_be_kept_is_refused_with_a_sentence(field, text, code):
    cleaned = sheet_cells.line(field, text)

    assert (cleaned.value, cleaned.code) == (None, code)
    assert cleaned.message == sheet_cells.MESSAGES[code]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (OURS, OURS),
        (OURS.lower().replace("-", " "), OURS),
        ("JAKBAR-2019-0042", None),
        ("KB-2019-0042", "KB-2019-0042"),
        ("JKBRT-0042", "JKBRT-0042"),
        ("  KB-2019-0042 ", "KB-2019-0042"),
        ("OK-2019-0042", None),
        ("OKX-2019-0042", None),
        ("K-0042", None),
        ("KB-004", None),
        ("KB-0042-0042-00421", None),
        ("kb-2019-0042", None),
        ("", None),
        (OURS[:-1] + ("0" if OURS[-1] != "0" else "1"), None),
    ],
)
def test_a_number_is_ours_or_of_an_older_make_and_never_a_wrong_one_of_ours(text, number):
    assert sheet_cells.number(text) == number


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("street", "Jalan Anggrek", None),
        ("street", "\tJalan Anggrek", "CELL_CHARS"),
        ("street", "\nJalan Anggrek", "CELL_CHARS"),
        ("trade", "\rgorengan", "CELL_CHARS"),
        ("street", "Jalan\tAnggrek", None),
        ("name", "\tMelati", None),
        ("name", "Mel\x00ati", "CELL_CHARS"),
        ("name", "Mel\x1fati", "CELL_CHARS"),
        ("name", "Mel\ufffdati", "CELL_CHARS"),
        ("name", "Melati\nKenanga", None),
        ("street", "", None),
    ],
)
def test_signs_nobody_types_are_found(field, text, code):
    assert sheet_cells.odd_signs(field, text) == code


def test_heads_are_compared_by_capitals_and_digits_alone():
    assert sheet_cells.letters("Tgl. Lahir 2 *") == "TGLLAHIR2"


@pytest.mark.parametrize(
    ("text", "sex"), [("Lk", "L"), ("Pr", "P"), ("Laki2", "L"), ("laki - laki", "L"), ("LK.", "L"), ("pr", "P")]
)
def test_short_words_for_the_sexes_are_read(text, sex):
    assert sheet_cells.sex(text).value == sex


@pytest.mark.parametrize(("codes", "found"), [("", ("SEX_CODE", "SEX_CODE")), ("12", ("L", "P")), ("21", ("P", "L"))])
def test_one_and_two_mean_what_somebody_said_and_nothing_before(codes, found):
    assert (
        tuple(each.value or each.code for each in (sheet_cells.sex("1", codes), sheet_cells.sex("2", codes))) == found
    )


@pytest.mark.parametrize("text", ["-", " -- ", "", ".", "n/a", "N.A.", "Nihil", "kosong", "(tidak ada)", "null", "–"])
def test_what_says_that_there_is_nothing_is_empty(text):
    found = [sheet_cells.line(name, text) for name in ("trade", "email", "rt", "rw")]

    assert [(each.value, each.code) for each in found] == [("", None)] * 4
    assert sheet_cells.line("street", text).code == "STREET_EMPTY"


def test_a_long_text_that_begins_with_nothing_is_something():
    assert sheet_cells.line("trade", "Tidak ada duanya, katering").value == "Tidak ada duanya, katering"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kafé", None),
        ("KafÃ 4", "LETTERS"),
        ("JOÃO", None),
        ("Naâ€im", "LETTERS"),
        ("ï»¿Jl.", "LETTERS"),
        ("Jl", None),
    ],
)
def test_letters_of_which_some_are_lost_are_seen(text, code):
    assert sheet_cells.odd_signs("street", text) == code
