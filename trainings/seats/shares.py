"""Seats of a session shared out to kelurahan: each gets the floor, the rest goes by weight. Pure."""

from datetime import timedelta

FLOOR = 5
RELEASED_BEFORE = timedelta(hours=48)  # from then on every seat is for everybody


def shared_out(capacity, weights, *, floor=FLOOR):
    """Return {code: seats} for {code: weight}, by the largest remainder, of equals the lower code. The sum is capacity.

    With fewer seats than floors the floor is as high as they allow. Where nobody has a weight all weigh the same.
    """
    if not weights:
        return {}
    codes = sorted(weights)
    floor = min(floor, capacity // len(codes))
    rest = capacity - floor * len(codes)
    if not any(weights.values()):
        weights = dict.fromkeys(codes, 1)
    total = sum(weights.values())
    seats = {code: floor + rest * weights[code] // total for code in codes}
    remainders = sorted(codes, key=lambda code: (-(rest * weights[code] % total), code))
    for code in remainders[: capacity - sum(seats.values())]:
        seats[code] += 1
    return seats
