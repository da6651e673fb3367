"""Small counts of people: from how many on one is shown to everybody, and what stands for a hidden one. Pure."""

SMALLEST_SHOWN = 5
SIGN = "•"
MEANS = "kurang dari 5, atau disembunyikan agar orang tidak dikenali."


class Hidden:
    """A count that is not shown. What is worked out from it is hidden, too; it is never compared."""

    def _hidden(self, *_):
        return HIDDEN

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _hidden

    def __bool__(self):
        return False

    def __str__(self):
        return SIGN

    __repr__ = __str__

    def __reduce__(self):
        return "HIDDEN"


HIDDEN = Hidden()


def is_known(value):
    """Say whether a value is a number that may be drawn."""
    return value is not None and value is not HIDDEN


def is_small(people):
    return people < SMALLEST_SHOWN
