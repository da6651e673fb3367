"""What may not stand in a log: identity numbers, and the values of a row the database refused."""

import logging
import sys

import pytest

from okoce.masking import BlankingFormatter, blank_row_values

pytestmark = pytest.mark.once

REFUSED = 'new row for relation "people_participant" violates check constraint "sex_is_known"\n'


@pytest.mark.parametrize(
    ("text", "logged"),
    [
        (REFUSED, REFUSED),
        (REFUSED + "DETAIL:  Failing row contains (1, Dahlia Contoh).\n", REFUSED + "DETAIL: [not logged]\n"),
        (REFUSED + "DETAIL:  Failing row contains (1, satu\ndua).", REFUSED + "DETAIL: [not logged]\n"),
        (
            REFUSED + "DETAIL:  Failing row contains (1, Dahlia).\n\nThe above exception was the direct cause\n",
            REFUSED + "DETAIL: [not logged]\nThe above exception was the direct cause\n",
        ),
        ("DETAIL:  Key (phone)=(x).\nCONTEXT:  PL/pgSQL\n", "DETAIL: [not logged]\nCONTEXT:  PL/pgSQL\n"),
    ],
)
def test_the_values_of_a_refused_row_are_left_out(text, logged):
    assert blank_row_values(text) == logged


def test_a_log_line_has_neither_the_row_nor_a_number_shaped_like_a_nik():
    message = REFUSED + "DETAIL:  Failing row contains (Dahlia Contoh, +6281200001234)."
    try:
        raise ValueError(message)
    except ValueError:
        record = logging.LogRecord("okoce", logging.ERROR, "", 0, "of %s", ("3173024507909001",), sys.exc_info())

    line = BlankingFormatter("{message}", style="{").format(record)

    assert line.startswith("of [NIK]\n")
    assert "sex_is_known" in line
    assert "Dahlia" not in line
    assert "+6281200001234" not in line
