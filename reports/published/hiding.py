"""Small counts in a published split are hidden, and enough others with them that none can be worked out. Pure."""

SMALLEST_SHOWN = 5


def hide_small(counts):
    """The counts with None for each hidden one. Their sum is taken to be published too.

    Everything below five is hidden. What is hidden must be at least two counts whose sum is neither small nor the
    only way to reach it; as long as it is, the smallest count still shown is hidden as well.
    """
    hidden = {i for i, count in enumerate(counts) if count < SMALLEST_SHOWN}
    by_size = sorted((count, i) for i, count in enumerate(counts) if i not in hidden)
    while hidden and by_size and _gives_away([counts[i] for i in hidden]):
        hidden.add(by_size.pop(0)[1])
    return [None if i in hidden else count for i, count in enumerate(counts)]


def _gives_away(hidden):
    all_as_large_as_small_can_be = set(hidden) == {SMALLEST_SHOWN - 1}
    return len(hidden) == 1 or sum(hidden) < SMALLEST_SHOWN or all_as_large_as_small_can_be
