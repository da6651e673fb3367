"""Identity numbers: reading, checking, masking."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.typed_text import LONGEST
from participants.cleaning import nik
from tests import badinput
from tests.badinput import TODAY

pytestmark = pytest.mark.once

MAN = "3173021005909001"
WOMAN = "3173025005909002"


@pytest.mark.parametrize("case", badinput.cases("nik.json"), ids=lambda case: case["id"])
def test_every_case_of_the_corpus_gets_an_allowed_verdict(case):
    typed_dob = case.get("typed_dob")

    cleaned = nik.clean(
        case["input"],
        today=TODAY,
        birth_date=date.fromisoformat(typed_dob) if typed_dob else None,
        sex=case.get("typed_sex"),
        region_code="31.73.02",
    )

    assert badinput.complaints(case, cleaned) == []
    assert badinput.reason_differs(case, cleaned) == []
    if cleaned.is_ok:
        assert set(cleaned.flags) - {"NIK_REGION_UNKNOWN"} == set(case["flags"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "NIK_EMPTY"),
        ("3173 0210 0590 900", "NIK_LENGTH"),
        ("３１７３０２１００５９０９００１", "NIK_NONDIGIT"),
        ("NIK 3173021005909001", "NIK_NONDIGIT"),
        ("3173021005909001,", "NIK_NONDIGIT"),
        ("3,17302E15", "NIK_SCIENTIFIC"),
        ("3173024102979001", None),
        ("3173027002979001", "NIK_DATE"),
        ("2073021005909001", "NIK_PROVINCE"),
        ("9102011005909001", None),
    ],
)
def test_what_is_refused_and_why(text, code):
    assert nik.clean(text, today=TODAY).code == code


@pytest.mark.parametrize(
    ("given", "flags"),
    [
        ({"birth_date": date(1990, 5, 10), "sex": "L", "region_code": "31.73.02"}, ()),
        ({"region_code": "31.73.07.1003"}, ()),
        ({"region_code": "31.74.02"}, ("NIK_REGION_DIFFERS",)),
        ({"birth_date": date(1990, 10, 5)}, ("NIK_DOB_MISMATCH",)),
        ({"sex": "P", "birth_date": date(1991, 5, 10)}, ("NIK_DOB_MISMATCH", "NIK_SEX_MISMATCH")),
        ({"number_cell": True}, ("NIK_NUMERIC",)),
    ],
)
def test_what_differs_from_the_form_is_marked_and_never_refused(given, flags):
    cleaned = nik.clean(MAN, today=TODAY, **given)

    assert (cleaned.value, cleaned.code, cleaned.flags) == (MAN, None, flags)
    assert bool(cleaned.message) == bool(flags)


@pytest.mark.parametrize("text", ["3173991005909001", "3199011005909001"])
def test_an_unknown_kabupaten_or_kecamatan_is_a_warning(text):
    cleaned = nik.clean(text, today=TODAY)

    assert (cleaned.value, cleaned.flags) == (text, ("NIK_REGION_UNKNOWN",))


@pytest.mark.parametrize("text", ["3173021005909010", "9471011705859008"])
def test_a_number_cell_that_may_have_lost_its_last_digit_is_refused(text):
    assert nik.clean(text, today=TODAY, number_cell=True).code == "NIK_NUMERIC"
    assert nik.clean(text, today=TODAY).code is None


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        (MAN, None, date(1990, 5, 10)),
        (WOMAN, None, date(1990, 5, 10)),
        ("3173021005059009", None, date(2005, 5, 10)),
        ("3173021005259009", date(1925, 5, 10), date(1925, 5, 10)),
        ("3173021005259009", date(2025, 5, 10), date(2025, 5, 10)),
        ("3173021005209009", None, date(1920, 5, 10)),
        ("3173021005109009", None, date(2010, 5, 10)),
        ("3173022902009009", None, date(2000, 2, 29)),
        (MAN, date(1991, 1, 1), date(1990, 5, 10)),
    ],
)
def test_the_birth_date_inside_takes_the_plausible_century(text, typed, expected):
    assert nik.birth_date(text, TODAY, typed=typed) == expected


def test_the_sex_inside():
    assert (nik.sex(MAN), nik.sex(WOMAN)) == ("L", "P")
    assert (nik.sex("3173023112909001"), nik.sex("3173024101909001")) == ("L", "P")


def test_somebody_may_be_born_today_and_not_tomorrow():
    tomorrow = TODAY + timedelta(days=1)

    assert nik.possible_birth_dates(f"317302{TODAY:%d%m%y}9001", TODAY)[-1] == TODAY
    assert tomorrow not in nik.possible_birth_dates(f"317302{tomorrow:%d%m%y}9001", TODAY)


def test_a_number_cell_is_exact_up_to_what_a_float_holds():
    cleaned = nik.clean("7371011005909001", today=TODAY, number_cell=True)

    assert (cleaned.code, cleaned.flags) == (None, ("NIK_NUMERIC",))


def test_signs_between_the_digits_are_read_up_to_thirty_in_all():
    longest = "-".join(MAN[:15]) + MAN[15]

    assert (len(longest), nik.clean(longest, today=TODAY).value) == (30, MAN)
    assert nik.clean("-".join(MAN), today=TODAY).code == "NIK_LENGTH"


def test_a_text_is_read_up_to_the_longest_that_anybody_types():
    padded = MAN.rjust(LONGEST)

    assert nik.clean(padded, today=TODAY).value == MAN
    assert nik.clean(f" {padded}", today=TODAY).code == "NIK_LENGTH"


def test_every_code_of_the_file_is_known_and_nothing_else():
    head, *codes = (Path(nik.__file__).parent / "data/nik_regions.csv").read_text().split()

    assert not head.isdigit()
    assert all(code.isdigit() and len(code) in (2, 4, 6) and code[0] != "0" for code in codes)
    tried = [f"{number:0{length}}" for length in (2, 4, 6) for number in range(10**length)]
    assert {code for code in tried if nik._is_region(code)} == set(codes)


def test_a_mask_shows_four_digits_at_each_end():
    assert nik.mask("3173021005900003") == "3173••••••••0003"


def test_a_mask_repeats_no_digit_of_what_is_too_short():
    assert [nik.mask(text) for text in ("", "123", "31730210", "317302100")] == [
        "",
        "123",
        "31730210",
        "3173••••••••2100",
    ]


def test_no_message_repeats_what_was_typed():
    chance = random.Random(20261121)
    messages = []
    for _ in range(500):
        text = "".join(chance.choices("0123456789", k=chance.randint(4, 18)))
        cleaned = nik.clean(text, today=TODAY, birth_date=date(1990, 5, 10), region_code="31.73.02")
        messages.append((text, cleaned.message))

    assert all(message and text not in message for text, message in messages)


@pytest.mark.parametrize("text", ["", "12", "3173021005900000", "3,17E+15", "tidak ada", "1" * 16, "09" + MAN[2:]])
def test_a_refusal_says_where_to_look_on_the_card(text):
    assert "angka di baris paling atas KTP" in nik.clean(text, today=TODAY).message


def test_every_well_formed_nik_cleans_to_itself_however_it_is_grouped():
    chance = random.Random(3173)
    for _ in range(2_000):
        born_on = date(1950, 1, 1) + timedelta(days=chance.randrange(58 * 365))
        sex = chance.choice("LP")
        day = born_on.day + (40 if sex == "P" else 0)
        text = f"3173{chance.randint(1, 8):02d}{day:02d}{born_on:%m%y}{chance.randint(9001, 9999)}"
        grouped = chance.choice([" ", "-", "."]).join(text[i : i + 4] for i in range(0, 16, 4))

        plain = nik.clean(text, today=TODAY, birth_date=born_on, sex=sex, region_code="31.73.02")

        assert (plain.value, plain.verdict) == (text, "ok")
        assert nik.clean(grouped, today=TODAY).value == text
        assert (nik.birth_date(text, TODAY), nik.sex(text)) == (born_on, sex)


@given(st.text() | st.text(alphabet="0123456789 -.'eE+,\u200b\u00a0\x00٣", max_size=24))
def test_no_text_at_all_breaks_it_and_cleaning_twice_changes_nothing(text):
    cleaned = nik.clean(text, today=TODAY, birth_date=date(1990, 5, 10), sex="L", region_code="31.73.02")

    if cleaned.is_ok:
        assert nik.clean(cleaned.value, today=TODAY).value == cleaned.value
    else:
        assert (cleaned.value, bool(cleaned.message)) == (None, True)
