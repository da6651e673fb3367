"""How many slips of the keyboard lie between two words."""

from functools import cache


def between(one, other, *, at_most):
    """Return how many letters are wrong, missing, added or swapped; above `at_most` one more than that."""
    return _distance()(one, other, score_cutoff=at_most)


@cache
def _distance():
    from rapidfuzz.distance import OSA  # 4 MB, and most web workers never compare two words

    return OSA.distance
