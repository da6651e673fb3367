"""The funnel: who goes on, where most are lost. Held to what was published of the real programme."""

import datetime as dt

import pytest

from okoce.small_counts import HIDDEN, is_known
from reports.figures import funnels, printed_totals

pytestmark = pytest.mark.once


def printed():
    return funnels.funnel([(total.stage, total.people) for total in printed_totals.totals()])


def test_the_published_totals_are_those_of_the_source_and_named_so():
    totals = printed_totals.totals()

    assert printed_totals.SOURCE == "angka terbitan"
    assert [total.people for total in totals] == [284164, 176891, 157498, 148374, 44456, 32883, 6159]
    assert {total.on for total in totals} == {dt.date(2021, 10, 27)}
    assert all("megapolitan.kompas.com 12-11-2021" in total.quoted_from for total in totals)


def test_the_published_totals_as_shares_of_the_registered():
    assert [step.of_first for step in printed().steps] == [1000, 622, 554, 522, 156, 116, 22]


def test_the_largest_loss_and_the_next_are_named():
    first, second, *_ = printed().losses

    assert (first.before, first.stage, first.lost) == ("pendaftaran", "pelatihan", 107_273)
    assert (second.before, second.stage, second.lost) == ("perizinan", "pemasaran", 103_918)
    assert printed().largest_loss == first


def test_the_steepest_loss_is_where_the_smallest_share_goes_on():
    steepest = printed().steepest

    assert (steepest.before, steepest.stage, steepest.of_before) == ("pelaporan", "permodalan", 187)


def test_a_stage_with_more_people_than_the_one_before_loses_nobody():
    found = funnels.funnel([("a", 10), ("b", 12), ("c", 3)])

    assert [step.lost for step in found.steps] == [0, 0, 9]
    assert [step.of_before for step in found.steps] == [None, 1200, 250]
    assert found.largest_loss is found.steepest is found.steps[2]


@pytest.mark.parametrize(
    ("people", "largest", "steepest"),
    [
        ((100, 80, 70, 10), "d", "d"),
        ((100, 50, 10), "b", "c"),
        ((100, HIDDEN, 10, 9), "d", "d"),
        ((100, None, 10, 9), "d", "d"),
        ((HIDDEN, 5, 5, 6), None, None),
    ],
)
def test_what_is_hidden_takes_part_in_no_loss(people, largest, steepest):
    found = funnels.funnel(zip("abcd", people, strict=False))

    assert [step and step.stage for step in (found.largest_loss, found.steepest)] == [largest, steepest]
    assert {step.of_before for step in found.steps if not is_known(step.people)} <= {None}


def test_nobody_registered_gives_no_share_and_no_loss():
    found = funnels.funnel([("a", 0), ("b", 0)])

    assert [(step.of_first, step.of_before) for step in found.steps] == [(None, None), (None, None)]
    assert (found.largest_loss, found.steepest) == (None, None)
    assert funnels.funnel([]).steps == ()


@pytest.mark.parametrize(("part", "whole", "tenths"), [(1, 3, 333), (2, 3, 667), (1, 16, 63), (1, 1, 1000), (0, 7, 0)])
def test_a_half_is_rounded_up(part, whole, tenths):
    assert funnels.share(part, whole) == tenths


ON = dt.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("2026-03-03", "2026-06-01", (1, 1)),  # on the ninetieth day
        ("2026-03-03", None, (0, 1)),
        ("2026-03-04", "2026-03-05", (0, 0)),  # it is not ninety days yet
        ("2026-01-01", "2026-04-02", (0, 1)),  # a day too late
        ("2026-01-05", "2026-01-02", (1, 1)),  # in a free order
    ],
)
def test_who_went_on_in_time_of_those_who_had_the_time(before, after, found):
    day = dt.date.fromisoformat

    assert funnels.went_on_within([(day(before), after and day(after))], ON) == found
