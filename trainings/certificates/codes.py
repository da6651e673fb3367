"""The code that checks a certificate, `7K3M-9Q…`: 24 signs by chance, 118 bits, in groups of four. Pure.

Unlike the number of a certificate it says nothing about the next one, so that nobody can walk through them.
"""

import re

from okoce import check_signs

SIGNS, GROUP = 24, 4
LONGEST = SIGNS + SIGNS // GROUP - 1
_COMPACT = re.compile(f"[{check_signs.ALPHABET}]{{{SIGNS}}}")


def make():
    """Return a new code, as it is stored and printed."""
    return _grouped(check_signs.by_chance(SIGNS))


def parse(text):
    """Return the code as it is stored, from any way of typing it; None when it cannot be one."""
    signs = check_signs.compact(text)
    return _grouped(signs) if _COMPACT.fullmatch(signs) else None


def _grouped(signs):
    return "-".join(signs[start : start + GROUP] for start in range(0, SIGNS, GROUP))
