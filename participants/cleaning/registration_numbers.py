"""The participant's own number, `OK26-7K3M9Q-X`: the year, six signs by chance, one check sign.

Made to be read out on the telephone (okoce/check_signs.py).
"""

import re
import secrets
from collections.abc import Callable

from okoce.check_signs import ALPHABET, by_chance, check_sign, compact

_COMPACT = re.compile(f"[0O]K([0-9]{{2}})([{ALPHABET}]{{6}})([{ALPHABET}])")
_COMPACT_DESK = re.compile(f"M([{ALPHABET}]{{6}})([{ALPHABET}])")


class RegistrationNumberConverter:
    """`<number:number>` in an address: begins with a letter, so it is never mistaken for the number of a row."""

    regex = "[A-Z][0-9A-Z-]{1,19}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


def make(year: int, *, choice: Callable[[str], str] = secrets.choice) -> str:
    """Return a number of the programme year; the caller tries again when it is taken."""
    short_year = f"{year % 100:02d}"
    body = by_chance(6, choice=choice)
    return f"OK{short_year}-{body}-{check_sign(short_year + body)}"


def parse(text: str | None) -> str | None:
    """The number as it is stored, from any way of typing it; None when it cannot be one."""
    found = _COMPACT.fullmatch(compact(text))
    if not found or check_sign(found[1] + found[2]) != found[3]:
        return None
    return f"OK{found[1]}-{found[2]}-{found[3]}"


def make_for_desk(*, choice: Callable[[str], str] = secrets.choice) -> str:
    """Return a number for a form that waits at the desk, `M-7K3M9Q-X`: nobody is registered by it."""
    body = by_chance(6, choice=choice)
    return f"M-{body}-{check_sign(body)}"


def parse_for_desk(text: str | None) -> str | None:
    """The number of a form that waits at the desk, as it is stored; None when it cannot be one."""
    found = _COMPACT_DESK.fullmatch(compact(text))
    if not found or check_sign(found[1]) != found[2]:
        return None
    return f"M-{found[1]}-{found[2]}"
