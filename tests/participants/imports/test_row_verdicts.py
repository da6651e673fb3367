"""Rows of a spreadsheet against themselves, one another and the register: without a file and without a database."""

import datetime as dt
from copy import deepcopy

import pytest

from participants.cleaning.kelurahan_names import Places
from participants.imports import row_verdicts
from participants.imports.row_verdicts import HOLD, MESSAGES, NEW, REJECT, SAME, SKIP, UPDATE, Judged, Known
from participants.imports.staged_rows import pack, unpack
from participants.imports.table_reader import Cell, Sheet, SheetRow
from tests.badinput import TODAY
from tests.factories.places import _PLACES, GROGOL, TOMANG

pytestmark = pytest.mark.once

NIK = "3173021005909001"
NUMBER, OTHER_NUMBER = "KB-2019-0042", "KB-2019-0043"
BORN = dt.date(1990, 5, 10)
PLACES = Places([(code, level, name, parent) for code, level, name, parent in _PLACES], [])
CELLS = {
    "nik": NIK,
    "name": "Contoh Melati",
    "birth_on": "10/05/1990",
    "sex": "L",
    "phone": "0812-0000-1234",
    "street": "Jl. Contoh No. 1",
    "kelurahan": "Tomang",
}
VALUES = {
    "nik": NIK,
    "name": "Contoh Melati",
    "birth_on": BORN,
    "sex": "L",
    "phone": "+6281200001234",
    "street": "Jl. Contoh No. 1",
    "kelurahan": TOMANG,
}
KNOWN = Known(
    pk=1,
    number=NUMBER,
    nik_masked="3173••••••••9001",
    is_near=True,
    is_waiting=False,
    name="Contoh Melati",
    birth_on=BORN,
    sex="L",
    phone="+6281200001234",
    email="",
    street="Jl. Contoh No. 1",
    rt="",
    rw="",
    kelurahan=TOMANG,
    trade="",
)


def row(at=2, /, *, skipped="", overflow=False, **cells):
    """A sheet row of the good cells, with some of them changed; a cell is its text or a Cell."""
    typed = {name: text if isinstance(text, Cell) else Cell(text) for name, text in (CELLS | cells).items()}
    return SheetRow(at, typed, skipped, overflow)


def cleaned(*rows):
    return row_verdicts.clean(Sheet(1, list(rows), []), today=TODAY, places=PLACES, area={GROGOL})


def judged(at=2, /, *, without=(), **values):
    kept = {name: value for name, value in (VALUES | values).items() if name not in without}
    return Judged(at, values=kept)


def compared(one, *, by_nik=None, by_number=None):
    row_verdicts.compare([one], by_nik or {}, by_number or {})
    return one.verdict, one.codes


# --- By itself -----------------------------------------------------------------------------------------


def test_a_good_row_is_new_and_carries_its_cleaned_values():
    (one,) = cleaned(row(7))

    assert (one.row, one.verdict, one.codes, one.flags) == (7, NEW, [], [])
    assert one.values == VALUES


def test_columns_that_the_sheet_does_not_have_leave_no_value():
    (one,) = cleaned(row(trade="katering", email="a@b.id", rt="1", rw="2"))

    assert {name: one.values[name] for name in ("trade", "email", "rt", "rw")} == {
        "trade": "katering",
        "email": "a@b.id",
        "rt": "001",
        "rw": "002",
    }


def test_a_row_that_is_no_data_is_left_out_with_the_reason_and_without_a_nik():
    (one,) = cleaned(row(skipped="Bukan orang."))

    assert (one.verdict, one.codes, one.values) == (SKIP, [], {})
    assert one.problems[0]["message"] == "Bukan orang."
    assert NIK not in one.problems[0]["text"]


def test_a_row_with_more_cells_than_columns_is_refused():
    (one,) = cleaned(row(overflow=True))

    assert (one.verdict, one.codes, one.values) == (REJECT, ["COLUMNS"], {})
    assert NIK not in one.problems[0]["text"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [(Cell("=A1", "formula"), "FORMULA"), (Cell("#REF!", "error"), "CELL_ERROR"), (Cell("\tJl. 1"), "CELL_CHARS")],
)
def test_a_cell_that_cannot_be_read_refuses_the_row_before_anything_else(cell, code):
    (one,) = cleaned(row(street=cell, sex="X"))

    assert (one.verdict, one.codes, one.values) == (REJECT, [code], {})
    assert (one.problems[0]["column"], one.problems[0]["message"]) == ("Alamat", MESSAGES[code])


def test_every_wrong_cell_of_a_row_is_named_with_what_stands_there():
    (one,) = cleaned(row(sex="X", phone="tidak ada", kelurahan="Menteng"))

    assert one.verdict == REJECT
    assert [(each["column"], each["text"]) for each in one.problems] == [
        ("Jenis Kelamin", "X"),
        ("Nomor HP", "tidak ada"),
        ("Kelurahan", "Menteng"),
    ]
    assert one.values["name"] == "Contoh Melati"


def test_a_nik_is_shown_masked_where_it_is_refused():
    (one,) = cleaned(row(nik="3173023905909001"))

    assert one.codes == ["NIK_DATE"]
    assert one.problems[0]["text"] == "3173••••••••9001"


def test_a_nik_that_differs_from_the_row_is_marked():
    (one,) = cleaned(row(sex="P"))

    assert (one.verdict, one.flags) == (NEW, ["NIK_SEX_MISMATCH"])


def test_a_birth_date_may_be_a_day_number_of_the_sheet():
    (one,) = cleaned(row(birth_on=Cell("33003", "number")))

    assert one.values["birth_on"] == BORN


def test_what_is_no_data_is_shown_to_its_two_hundredth_sign():
    (one,) = cleaned(row(skipped="Bukan orang.", name="x" * 300))

    assert len(one.problems[0]["text"]) == 200


def test_a_nik_in_a_cell_of_numbers_is_marked():
    (one,) = cleaned(row(nik=Cell(NIK, "number")))

    assert (one.verdict, one.flags) == (NEW, ["NIK_NUMERIC"])


def test_a_row_of_the_portal_s_own_list_names_somebody_by_number_and_masked_nik():
    (one,) = cleaned(row(nik="3173••••••••9001", number=NUMBER))

    assert one.verdict == NEW
    assert (one.values["number"], one.values["nik_masked"]) == (NUMBER, "3173••••••••9001")
    assert "nik" not in one.values


def test_a_masked_nik_alone_names_nobody():
    (one,) = cleaned(row(nik="3173••••••••9001"))

    assert (one.verdict, one.codes) == (REJECT, ["NIK_NONDIGIT"])


def test_a_wrong_number_is_refused_and_the_nik_still_judged():
    (one,) = cleaned(row(nik="1", number="OK26-01A5BC-"))

    assert one.codes == ["NUMBER_INVALID", "NIK_LENGTH"]


def test_a_blank_number_is_none():
    (one,) = cleaned(row(number=" - "))

    assert "number" not in one.values
    assert one.verdict == NEW


# --- Against one another -------------------------------------------------------------------------------


def test_the_same_person_with_the_same_cells_is_refused_from_the_second_row_on():
    rows = [judged(2), judged(3), judged(4)]

    row_verdicts.settle_doubles(rows)

    assert [(each.verdict, each.codes) for each in rows] == [
        (NEW, []),
        (REJECT, ["DUP_IN_FILE"]),
        (REJECT, ["DUP_IN_FILE"]),
    ]
    assert "baris 2" in rows[1].problems[0]["message"]


def test_the_same_person_with_other_cells_is_held_in_every_row_each_naming_another():
    rows = [judged(2), judged(3, street="Lain"), judged(4)]

    row_verdicts.settle_doubles(rows)

    assert [(each.verdict, each.codes) for each in rows] == [(HOLD, ["DUP_IN_FILE_CONFLICT"])] * 3
    assert [each.problems[0]["message"] for each in rows] == [
        MESSAGES["DUP_IN_FILE_CONFLICT"].format(row=other) for other in (3, 2, 2)
    ]


def test_rows_are_one_person_by_nik_or_where_it_is_masked_by_number():
    by_number = {"without": ["nik"], "number": NUMBER}
    rows = [judged(2, **by_number), judged(3, **by_number), judged(4, nik="3173021005909002")]

    row_verdicts.settle_doubles(rows)

    assert [each.verdict for each in rows] == [NEW, REJECT, NEW]


def test_every_group_of_a_file_is_settled():
    once, same, other = judged(2, nik="3173021005909002"), [judged(3), judged(4)], {"nik": "3173021005909003"}
    rows = [once, *same, judged(5, **other), judged(6, **other)]

    row_verdicts.settle_doubles(rows)

    assert [each.verdict for each in rows] == [NEW, NEW, REJECT, NEW, REJECT]


def test_a_row_that_is_refused_already_makes_no_other_row_a_double():
    rows = [judged(2), judged(3)]
    rows[0].refuse(REJECT, "COLUMNS")

    row_verdicts.settle_doubles(rows)

    assert rows[1].verdict == NEW


# --- Against the register ------------------------------------------------------------------------------


def test_somebody_nobody_knows_stays_new():
    assert compared(judged()) == (NEW, [])


def test_somebody_as_they_are_is_the_same():
    one = judged()

    assert compared(one, by_nik={NIK: KNOWN}) == (SAME, [])
    assert (one.known, one.changes) == (KNOWN, [])


@pytest.mark.parametrize("name", ["phone", "email", "street", "rt", "rw", "kelurahan", "trade"])
def test_each_field_that_differs_is_an_update(name):
    one = judged(**{name: "lain"})

    assert compared(one, by_nik={NIK: KNOWN}) == (UPDATE, [])
    assert one.changes == [name]


def test_an_empty_cell_changes_nothing():
    one = judged(street="", trade="")

    assert compared(one, by_nik={NIK: KNOWN}) == (SAME, [])


def test_a_name_in_other_letters_is_no_change():
    assert compared(judged(name="CONTOH  melati"), by_nik={NIK: KNOWN}) == (SAME, [])


@pytest.mark.parametrize(
    "values",
    [{"name": "Contoh Kenanga"}, {"birth_on": BORN + dt.timedelta(days=1)}, {"sex": "P"}, {"number": OTHER_NUMBER}],
)
def test_another_identity_under_a_known_nik_is_held(values):
    one = judged(**values)

    assert compared(one, by_nik={NIK: KNOWN}) == (HOLD, ["IDENTITY_CONFLICT"])
    assert one.problems[0]["column"] == "NIK"
    assert (one.known, one.changes) == (None, [])


def test_somebody_of_another_area_is_held_and_nothing_is_said_of_them():
    one = judged(name="Contoh Kenanga")

    assert compared(one, by_nik={NIK: KNOWN._replace(is_near=False)}) == (HOLD, ["DUP_OTHER_AREA"])
    assert one.known is None


def test_a_number_finds_somebody_whose_nik_is_masked():
    one = judged(without=["nik"], number=NUMBER, nik_masked=KNOWN.nik_masked)

    assert compared(one, by_number={NUMBER: KNOWN}) == (SAME, [])


def test_a_number_with_another_masked_nik_is_somebody_else():
    one = judged(without=["nik"], number=NUMBER, nik_masked="3173••••••••9002")

    assert compared(one, by_number={NUMBER: KNOWN}) == (HOLD, ["IDENTITY_CONFLICT"])


@pytest.mark.parametrize("without", [[], ["nik"]])
def test_a_number_nobody_here_has_is_refused(without):
    one = judged(without=without, number=NUMBER)

    assert compared(one) == (REJECT, ["NUMBER_UNKNOWN"])


@pytest.mark.parametrize(
    ("is_near", "verdict"), [(True, (HOLD, ["IDENTITY_CONFLICT"])), (False, (REJECT, ["NUMBER_UNKNOWN"]))]
)
def test_a_number_of_somebody_with_another_nik_is_held_here_and_unknown_elsewhere(is_near, verdict):
    one = judged(number=NUMBER)

    assert compared(one, by_number={NUMBER: KNOWN._replace(is_near=is_near)}) == verdict


def test_a_row_that_is_refused_already_is_not_compared_and_the_next_ones_are():
    refused, new, known = judged(2), judged(3, nik="3173021005909002"), judged(4)
    refused.refuse(REJECT, "COLUMNS")

    row_verdicts.compare([refused, new, known], {NIK: KNOWN}, {})

    assert [(each.verdict, each.known) for each in (refused, new, known)] == [
        (REJECT, None),
        (NEW, None),
        (SAME, KNOWN),
    ]


# --- Between preview and writing -----------------------------------------------------------------------


def test_a_field_that_changed_since_the_preview_is_held_and_the_others_are_written():
    one = judged(street="Baru", trade="katering")
    compared(one, by_nik={NIK: KNOWN})

    row_verdicts.hold_changed(one, {"street": "Jl. Lama", "trade": ""})

    assert (one.verdict, one.changes, one.held) == (UPDATE, ["trade"], ["street"])
    assert (one.codes, one.problems[0]["column"]) == (["CHANGED"], "Alamat")


def test_a_row_whose_every_change_is_held_is_held_itself():
    one = judged(street="Baru")
    compared(one, by_nik={NIK: KNOWN})

    row_verdicts.hold_changed(one, {})

    assert (one.verdict, one.changes, one.held) == (HOLD, [], ["street"])


def test_what_is_as_the_preview_saw_it_is_written():
    one = judged(street="Baru")
    compared(one, by_nik={NIK: KNOWN})

    row_verdicts.hold_changed(one, {"street": KNOWN.street})

    assert (one.verdict, one.changes, one.held, one.codes) == (UPDATE, ["street"], [], [])


def test_a_row_is_opened_again_as_before_the_register_was_asked():
    one, fresh = judged(street="Baru"), judged(street="Baru")
    compared(one, by_nik={NIK: KNOWN})
    one.refuse(HOLD, "CHANGED")

    one.reopen()

    assert one == fresh


def test_rows_are_staged_and_come_back_as_they_were():
    rows = cleaned(row(2), row(3, nik="1"), row(4, skipped="Bukan orang."), row(5, sex="P"))

    back = unpack(pack(deepcopy(rows)))

    assert back == rows
    assert back[0].values["birth_on"] == BORN
    assert NIK.encode() not in pack(rows)


def test_a_text_that_is_refused_is_shown_to_its_two_hundredth_sign():
    one = Judged(2)

    one.refuse(REJECT, "COLUMNS", text="x" * 201)

    assert one.problems[0]["text"] == "x" * 200
