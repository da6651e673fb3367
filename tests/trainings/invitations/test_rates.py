"""How many to invite: against sums in whole fractions, written anew here."""

from fractions import Fraction
from math import comb, prod

import pytest

from trainings.invitations import rates
from trainings.invitations.rates import Belief, Turnout

pytestmark = pytest.mark.once

KALIDERES = Turnout(800, 504)
NOTHING = Turnout()


def rising(start, times):
    return prod((start + step for step in range(times)), start=Fraction(1))


def exactly(invited, chairs, a, b):
    """P(more than `chairs` come): comb(n, k) a^(k) b^(n-k) / (a+b)^(n) with rising powers, all in fractions."""
    above = sum(
        comb(invited, come) * rising(a, come) * rising(b, invited - come) for come in range(chairs + 1, invited + 1)
    )
    return above / rising(a + b, invited)


def largest(chairs, a, b):
    """The largest number with at most one chance in a hundred, by trying one after the other."""
    invited = chairs
    while exactly(invited + 1, chairs, a, b) <= Fraction(1, 100):
        invited += 1
    return invited


def test_504_of_800_in_the_kecamatan_itself_fill_100_chairs_with_137():
    rate = Fraction(504, 800)
    a, b = 504 + 40 * rate, 296 + 40 * (1 - rate)

    assert rates.most_invited(100, rates.belief(KALIDERES, KALIDERES)) == 137
    assert exactly(137, 100, a, b) <= Fraction(1, 100) < exactly(138, 100, a, b)


@pytest.mark.parametrize("weight", [0, 1, 2, 10, 40, 100, 200])
def test_history_of_one_s_own_decides_whatever_the_prior_weighs(weight):
    assert rates.most_invited(100, rates.belief(KALIDERES, KALIDERES, weight=weight)) == 137


@pytest.mark.parametrize(("a", "b"), [(505, 297), (504, 296)])
def test_137_stands_with_a_uniform_prior_and_with_none(a, b):
    assert exactly(137, 100, Fraction(a), Fraction(b)) <= Fraction(1, 100) < exactly(138, 100, Fraction(a), Fraction(b))
    assert rates.most_invited(100, Belief(a, b)) == 137


def test_without_history_anywhere_as_many_are_invited_as_there_are_chairs():
    assert rates.belief(NOTHING, NOTHING) is None
    assert rates.most_invited(100, None) == 100


@pytest.mark.parametrize(("weight", "invited"), [(10, 108), (40, 122), (100, 130)])
def test_where_only_the_city_has_history_the_weight_of_the_prior_decides(weight, invited):
    rate = Fraction(504, 800)

    assert rates.most_invited(100, rates.belief(NOTHING, KALIDERES, weight=weight)) == invited
    assert largest(100, weight * rate, weight * (1 - rate)) == invited


@pytest.mark.parametrize(
    ("chairs", "own", "city"),
    [
        (1, Turnout(3, 1), Turnout(10, 4)),
        (10, Turnout(20, 19), Turnout(200, 100)),
        (40, Turnout(12, 3), Turnout(500, 350)),
        (25, NOTHING, Turnout(1000, 900)),
    ],
)
def test_other_numbers_are_those_of_the_exact_sum(chairs, own, city):
    a = own.came + rates.WEIGHT * city.share
    b = own.invited - own.came + rates.WEIGHT * (1 - city.share)

    assert rates.most_invited(chairs, rates.belief(own, city)) == largest(chairs, a, b)


def test_a_rate_of_all_or_nobody_is_believed_only_in_part():
    assert rates.most_invited(100, rates.belief(NOTHING, Turnout(50, 50))) == 100
    assert rates.most_invited(100, rates.belief(NOTHING, Turnout(50, 0))) == 100 * rates.MOST_PER_CHAIR


@pytest.mark.parametrize(
    ("asked", "expected", "more"),
    [
        (0, 0, 137),
        (137, 137, 0),
        (100, 100, 37),
        (137, 90, 11),  # 47 declined: even if all 90 come, ten chairs are free
        (137, 100, 0),  # every chair may be used
        (150, 150, 0),  # never below nobody
    ],
)
def test_more_are_invited_only_as_far_as_it_stays_safe(asked, expected, more):
    known = rates.belief(KALIDERES, KALIDERES)

    assert rates.still_to_invite(100, known, asked=asked, expected=expected) == more


def test_without_history_who_declines_is_replaced():
    assert rates.still_to_invite(100, None, asked=100, expected=80) == 20
