"""Dates, numbers and money as Indonesians write them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.template import Context, Template

from okoce import formats

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.000"),
        (1234567, "1.234.567"),
        (-1234, "−1.234"),
        (12.5, "12,5"),
        (12.04, "12"),
        (0.05, "0,1"),
        (-0.04, "0"),
        (Decimal("1234.56"), "1.234,6"),
        (None, "–"),
    ],
)
def test_numbers_have_points_for_thousands_and_one_decimal_at_most(value, written):
    assert formats.angka(value) == written


@pytest.mark.parametrize(("count", "written"), [(0, "0"), (1000, "1.000"), (1001, "lebih dari 1.000")])
def test_what_was_counted_up_to_a_number_says_so(count, written):
    assert formats.hingga(count, 1000) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(1_250_000, "Rp 1.250.000"), (0, "Rp 0"), (-5000, "−Rp 5.000"), (Decimal("99.5"), "Rp 100"), (None, "–")],
)
def test_money_is_whole_rupiah(value, written):
    assert formats.rupiah(value) == written


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (0.125, 1, "12,5 %"),
        (504, 800, "63 %"),
        (1, 3, "33,3 %"),
        (7, 0, "–"),
        (7, None, "–"),
        (None, 5, "–"),
        (0, 5, "0 %"),
    ],
)
def test_a_share_of_nothing_is_not_known(part, whole, written):
    assert formats.persen(part, whole) == written


def test_an_instant_is_written_on_jakartas_clock():
    instant = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)

    assert formats.tanggal(instant) == "21 November 2026"
    assert formats.hari(instant) == "Sabtu, 21 November 2026"
    assert formats.pukul(instant) == "00.30 WIB"
    assert formats.waktu(instant) == "21 November 2026 pukul 00.30 WIB"


def test_a_day_stays_the_day_it_is():
    assert formats.tanggal(date(2026, 8, 7)) == "7 Agustus 2026"
    assert formats.tanggal_pendek(date(2026, 8, 7)) == "7 Agu 2026"
    assert formats.bulan(date(2026, 8, 7)) == "Agustus 2026"
    assert formats.pukul(time(9)) == "09.00 WIB"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (time(9), time(12, 30), "09.00–12.30 WIB"),
        (
            datetime(2026, 11, 28, 2, tzinfo=UTC),
            datetime(2026, 11, 28, 5, tzinfo=UTC),
            "Sabtu, 28 November 2026, 09.00–12.00 WIB",
        ),
        (date(2026, 11, 1), date(2026, 11, 14), "1–14 November 2026"),
        (date(2026, 10, 28), date(2026, 11, 3), "28 Oktober – 3 November 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 Desember 2026 – 3 Januari 2027"),
        (date(2026, 11, 1), date(2026, 11, 1), "1 November 2026"),
        (None, date(2026, 11, 1), "–"),
    ],
)
def test_a_span_says_nothing_twice(start, end, written):
    assert formats.rentang(start, end) == written


@pytest.mark.parametrize(
    "name", ["tanggal", "tanggal_pendek", "hari", "bulan", "pukul", "waktu", "angka", "rupiah", "persen"]
)
def test_what_is_not_known_is_a_dash_in_every_filter(name):
    page = Template("{% load okoce %}{{ value|" + name + " }}")

    assert page.render(Context({"value": None})) == "–"
