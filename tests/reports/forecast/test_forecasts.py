"""Pace and forecast of one kecamatan: sessions missing, and the same words for every case."""

import datetime as dt

import pytest

from reports.forecast import words
from reports.forecast.forecasts import Forecast, Outcome, forecast
from reports.forecast.simulation import DRAWS, band
from reports.forecast.yields import Held, Planned, rates, usual

pytestmark = pytest.mark.once

DAY = dt.date(2026, 3, 2)


def days(number, *, first=DAY, apart=3):
    return [first + dt.timedelta(days=apart * step) for step in range(number)]


def held(number=12, *, attended=60, finished=48, off=()):
    """Sessions of a hundred seats, all booked."""
    return [
        Held(day, 100, 100, 0 if place in off else attended, 0 if place in off else finished, is_cancelled=place in off)
        for place, day in enumerate(days(number, first=DAY - dt.timedelta(days=60)))
    ]


def planned(number, *, seats=100):
    return [Planned(day, seats) for day in days(number)]


@pytest.mark.parametrize(
    ("values", "outcome", "sentence"),
    [
        ((0, 7, held(), planned(3)), Outcome.NO_TARGET, "belum ada target"),
        ((500, 500, held(), planned(3)), Outcome.REACHED, "sudah tercapai"),
        ((500, 0, [], planned(3)), Outcome.UNKNOWN, "belum bisa diperkirakan: belum ada sesi yang selesai"),
        ((500, 260, held(), []), Outcome.UNPLANNED, "belum ada sesi terjadwal: kurang 5 sesi"),
        ((740, 260, held(), planned(5)), Outcome.OUT_OF_REACH, "tidak tercapai walau semua kursi penuh: kurang 5 sesi"),
        ((500, 260, held(), planned(12)), Outcome.LIKELY, "tercapai 14–20 Maret"),
    ],
)
def test_each_case_has_its_words(values, outcome, sentence):
    found = forecast(*values, seed=1)

    assert (found.outcome, words.in_words(found)) == (outcome, sentence)


def test_remaining_is_divided_by_seats_and_rates():
    """480 missing; a session of 100 seats brings 60 of whom 48 finish: ten sessions, of which five are planned."""
    found = forecast(740, 260, held(), planned(5))

    assert (found.remaining, found.sessions, found.seats, found.missing) == (480, 5, 500, 5)
    assert (found.show_rate, found.finish_rate) == (0.6, 0.8)


def test_what_is_cancelled_often_is_not_sure():
    often = held(24, off=(3, 4, 5, 9, 10, 11, 15, 16, 17))

    sure, unsure = (forecast(600, 260, rows, planned(11), seed=1) for rows in (held(24), often))

    assert (sure.outcome, unsure.outcome) == (Outcome.LIKELY, Outcome.OPEN)
    assert sure.high - sure.low < unsure.high - unsure.low
    assert words.in_words(unsure).startswith("mungkin tercapai, paling cepat 2")


def test_the_same_values_and_seed_give_the_same_answer():
    assert forecast(600, 260, held(), planned(9), seed=4) == forecast(600, 260, held(), planned(9), seed=4)
    assert forecast(600, 260, held(), planned(9), seed=4) != forecast(600, 260, held(), planned(9), seed=5)


def test_a_kecamatan_without_sessions_is_expected_to_do_as_the_city():
    found = forecast(500, 260, [], planned(12), before=usual(held()), seed=1)

    assert found.outcome in (Outcome.LIKELY, Outcome.OPEN)
    assert (found.show_rate, found.finish_rate) == (0.6, 0.8)


def test_nobody_is_expected_from_a_city_in_which_nobody_came():
    assert usual([]) is None
    assert usual(held(attended=0, finished=0)) is None


def test_few_people_are_believed_as_far_as_they_are_many():
    city = usual(held())

    one = rates([Held(DAY, 40, 40, 0, 0)], city)

    assert one == (0.3, 0.8)


@pytest.mark.parametrize(
    ("reached", "first", "last"),
    [
        ({}, None, None),
        ({1: DRAWS}, 1, 1),
        ({1: 20, 2: 159, 3: 20}, 2, 2),
        ({1: 60, 2: 80, 3: 59}, 1, 3),
        ({1: 20, 2: 139, 3: 20}, 2, None),  # a tenth never
        ({1: 60, 2: 60}, 2, None),
    ],
)
def test_a_band_leaves_a_tenth_out_at_each_end(reached, first, last):
    found = [DAY.replace(day=day) for day, count in reached.items() for _ in range(count)]
    found += [None] * (DRAWS - len(found))

    assert band(found) == (first and DAY.replace(day=first), last and DAY.replace(day=last))


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ((3, 12), (3, 30), "12–30 Maret"),
        ((3, 28), (4, 4), "28 Maret – 4 April"),
        ((3, 12), (3, 12), "12 Maret"),
    ],
)
def test_days_are_said_without_the_year(first, last, sentence):
    assert words.span(dt.date(2026, *first), dt.date(2026, *last)) == sentence


def test_an_area_says_how_many_of_each():
    outcomes = [Outcome.REACHED, Outcome.LIKELY, Outcome.LIKELY, Outcome.UNPLANNED, Outcome.NO_TARGET]
    found = [Forecast(outcome, 100, 0, missing=4 * (outcome == Outcome.UNPLANNED)) for outcome in outcomes]

    assert words.of_area(found) == (
        "dari 4 kecamatan, 1 sudah tercapai, 2 tercapai tahun ini, dan 1 belum ada sesi terjadwal; "
        "seluruhnya kurang 4 sesi"
    )
    assert words.of_area(found[:1]) == "sudah tercapai"
    assert words.of_area(found[-1:]) == ""


def test_each_outcome_has_words_and_a_colour_or_none():
    assert set(words.GROUPS) == set(Outcome)
    assert {words.state_of(Forecast(outcome, 1, 0)) for outcome in Outcome} == {"good", "wait", "bad", ""}
