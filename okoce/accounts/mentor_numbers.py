"""The number of a mentor's assignment, `PD-7K3M9Q-X`: six signs by chance and one check sign. Pure.

It stands on the mentor's card, and anybody can check it. Of 887 million numbers a few thousand are in use, so that
trying numbers finds nobody.
"""

import re

from okoce import check_signs

LONGEST = 11
_COMPACT = re.compile(f"PD([{check_signs.ALPHABET}]{{6}})([{check_signs.ALPHABET}])")


def make():
    """Return a number for a new assignment."""
    body = check_signs.by_chance(6)
    return f"PD-{body}-{check_signs.check_sign(body)}"


def parse(text):
    """Return the number as it is stored, from any way of typing it; None when it cannot be one."""
    found = _COMPACT.fullmatch(check_signs.compact(text))
    if not found or check_signs.check_sign(found[1]) != found[2]:
        return None
    return f"PD-{found[1]}-{found[2]}"
