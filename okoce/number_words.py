"""Whole numbers in Indonesian words, as sums are written out on a receipt. Pure."""

_ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"), (10, "puluh"))


def in_words(number):
    """Return 1_500_000 as "satu juta lima ratus ribu"; `number` is not negative."""
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    size, name = next(scale for scale in _SCALES if number >= scale[0])
    count, rest = divmod(number, size)
    head = f"se{name}" if count == 1 and size in (100, 1000) else f"{in_words(count)} {name}"
    return f"{head} {in_words(rest)}" if rest else head
