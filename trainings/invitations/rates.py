"""How many of those invited come, and how many to invite: the Beta-binomial rule. Pure.

Of n people invited the number who come is Beta-binomial: each comes at the same unknown rate, and what is known of that
rate is a Beta distribution. It begins as the city's rate of that kind of session, which weighs as much as `WEIGHT`
people, and every person invited in the kecamatan itself is added to it:

    came    + WEIGHT * r        and        invited - came + WEIGHT * (1 - r),        r = the city's came / invited

As many are invited as leave a chance of at most `RISK` that more people come than there are chairs.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import exp, fsum, lgamma

# As many people as the smallest session has chairs (an agency's 40): the city's rate is believed until about one
# session was held in the kecamatan itself, and one of a hundred chairs already outweighs it.
WEIGHT = 40
RISK = 0.01
MOST_PER_CHAIR = 3  # nobody is asked for nothing, however few came before


@dataclass(frozen=True)
class Turnout:
    """People invited, and those of them who came."""

    invited: int = 0
    came: int = 0

    def __add__(self, other):
        return Turnout(self.invited + other.invited, self.came + other.came)

    @property
    def share(self):
        """Who came of those invited; never none and never all, since a few people prove neither."""
        came = min(max(Fraction(self.came), Fraction(1, 2)), self.invited - Fraction(1, 2))
        return came / self.invited


@dataclass(frozen=True)
class Belief:
    """What is known of a rate: Beta(a, b)."""

    a: float
    b: float

    @property
    def mean(self):
        return self.a / (self.a + self.b)


def belief(own, city, *, weight=WEIGHT):
    """Return what is known of the rate in a kecamatan; None where nobody was ever invited in the city."""
    if not city.invited:
        return None
    return Belief(float(own.came + weight * city.share), float(own.invited - own.came + weight * (1 - city.share)))


def chance_of_too_many(invited, chairs, known):
    """Return P(more than `chairs` of `invited` people come): the terms of the Beta-binomial, summed one by one."""
    a, b = known.a, known.b
    whole = lgamma(invited + 1) + lgamma(a + b) - lgamma(a) - lgamma(b) - lgamma(invited + a + b)
    return fsum(
        exp(whole + lgamma(come + a) + lgamma(invited - come + b) - lgamma(come + 1) - lgamma(invited - come + 1))
        for come in range(chairs + 1, invited + 1)
    )


def most_invited(chairs, known):
    """Return how many people to invite for these chairs; exactly as many as there are chairs where nothing is known."""
    if known is None or chairs < 1:
        return max(chairs, 0)
    sure, too_many = chairs, chairs * MOST_PER_CHAIR + 1
    while too_many - sure > 1:
        middle = (sure + too_many) // 2
        if chance_of_too_many(middle, chairs, known) <= RISK:
            sure = middle
        else:
            too_many = middle
    return sure


def still_to_invite(chairs, known, *, asked, expected):
    """Return how many more may be invited.

    `asked` is everybody invited or seated so far, and `expected` those of them who did not decline. Both readings are
    safe, and the larger one counts: all who were asked come at the usual rate; or everybody still expected comes, and
    only the chairs that this leaves are filled anew.
    """
    return max(0, most_invited(chairs, known) - asked, most_invited(chairs - expected, known))
