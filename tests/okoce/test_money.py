"""Rupiah as people type it."""

import pytest

from okoce import money

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "rupiah"),
    [
        ("0", 0),
        ("1250000", 1_250_000),
        ("1.250.000", 1_250_000),
        ("1 250 000", 1_250_000),
        ("1\u00a0250\u00a0000", 1_250_000),
        ("Rp 1.250.000", 1_250_000),
        ("Rp1.250.000", 1_250_000),
        ("rp. 1.250.000", 1_250_000),
        ("Rp.1.250.000", 1_250_000),
        ("Rp. 1.250.000,-", 1_250_000),
        ("Rp 1.250.000,00", 1_250_000),
        ("1.250.000.-", 1_250_000),
        ("IDR 500.000", 500_000),
        ("  750.000  ", 750_000),
        ("1.250", 1_250),
        ("250.000", 250_000),
        ("1,5jt", 1_500_000),
        ("1.5 jt", 1_500_000),
        ("1,5 juta", 1_500_000),
        ("Rp 1,25 Juta", 1_250_000),
        ("500rb", 500_000),
        ("500 ribu", 500_000),
        ("2,5 rb.", 2_500),
        ("2 miliar", 2_000_000_000),
        ("2 milyar rupiah", 2_000_000_000),
        ("750.000 rupiah", 750_000),
        ("0 juta", 0),
        ("999.999.999.999", 999_999_999_999),
    ],
)
def test_the_usual_ways_of_writing_rupiah_are_read(typed, rupiah):
    assert money.parse(typed) == rupiah


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", money.EMPTY),
        ("   ", money.EMPTY),
        (None, money.EMPTY),
        ("-5000", money.NEGATIVE),
        ("−5.000", money.NEGATIVE),
        ("Rp -5.000", money.NEGATIVE),
        ("(5.000)", money.NEGATIVE),
        ("1250,50", money.DECIMALS),
        ("Rp 1.250.000,50", money.DECIMALS),
        ("1.5", money.DECIMALS),
        ("1.25", money.DECIMALS),
        ("1,250,000", money.UNREADABLE),
        ("1.25.000", money.UNREADABLE),
        ("12.5000", money.UNREADABLE),
        ("0.500", money.UNREADABLE),
        ("25.00", money.DECIMALS),
        ("1.500 juta", money.UNREADABLE),
        ("1,500 jt", money.UNREADABLE),
        ("1,5", money.DECIMALS),
        ("-1,5jt", money.NEGATIVE),
        ("1,5 jt lebih", money.UNREADABLE),
        ("juta", money.UNREADABLE),
        ("2 m", money.UNREADABLE),
        ("rupiah", money.UNREADABLE),
        ("1000 miliar", money.TOO_LARGE),
        ("Rp", money.UNREADABLE),
        ("1e9", money.UNREADABLE),
        ("١٢٣", money.UNREADABLE),
        ("1²", money.UNREADABLE),
        ("=1+1", money.UNREADABLE),
        ("9" * 400, money.UNREADABLE),
        ("1.000.000.000.000", money.TOO_LARGE),
    ],
)
def test_what_is_no_whole_rupiah_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(ValueError, match="^" + sentence.replace(".", r"\.")):
        money.parse(typed)
