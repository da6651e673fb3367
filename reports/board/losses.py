"""Where people stop on the way from stage to stage. Pure."""

from itertools import pairwise

from okoce.small_counts import is_known


def losses(people):
    """Return (largest, steepest): the stage that most people did not reach, and that of the smallest share.

    `people` are those of each stage in order; a stage is its position there.
    Pairs with a hidden number are left out; None where nobody is lost.
    """
    pairs = [
        (i, before, after)
        for i, (before, after) in enumerate(pairwise(people), start=1)
        if is_known(before) and is_known(after) and after < before
    ]
    if not pairs:
        return None, None
    largest = max(pairs, key=lambda pair: (pair[1] - pair[2], -pair[0]))
    steepest = min(pairs, key=lambda pair: (pair[2] / pair[1], pair[0]))
    return largest[0], steepest[0]
