"""Codes that check certificates: long, by chance, and read from any way of typing them."""

import math
import re

import pytest

from okoce.check_signs import ALPHABET
from trainings.certificates import codes

pytestmark = pytest.mark.once

CODE = "7K3M-9QAB-CDEF-GHJK-MNPQ-RTVW"


def test_a_code_cannot_be_guessed():
    assert codes.SIGNS * math.log2(len(ALPHABET)) >= 100
    assert len({codes.make() for _ in range(1000)}) == 1000


def test_a_code_is_six_groups_of_four_and_reads_as_itself():
    code = codes.make()

    assert re.fullmatch(r"(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}", code)
    assert (len(code), codes.parse(code)) == (codes.LONGEST, code)


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), CODE.replace("-", ""), CODE.replace("-", " "), f" {CODE} "])
def test_it_is_read_however_it_is_typed(typed):
    assert codes.parse(typed) == CODE


def test_letters_that_look_like_digits_are_read_as_digits():
    assert codes.parse("OOOO-IIII-LLLL-SSSS-MNPQ-RTVW") == "0000-1111-1111-5555-MNPQ-RTVW"


@pytest.mark.parametrize("typed", ["", None, "OKOCE/2026/PEL/000001", CODE[:-1], CODE + "7", "-" * 29, "é" * 24])
def test_what_cannot_be_a_code_is_none(typed):
    assert codes.parse(typed) is None
