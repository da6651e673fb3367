"""The alphabet and the check sign of the numbers that people read out on the telephone. Pure.

No I, L, O, S or U, and 31 signs in all. Since 31 is prime, the weighted sum finds every single wrong sign and every two
signs that changed places.
"""

import re
import secrets
from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRTVWXYZ"

_HEARD_AS = str.maketrans("OILS", "0115")


def by_chance(count: int, *, choice: Callable[[str], str] = secrets.choice) -> str:
    """Return so many signs of the alphabet."""
    return "".join(choice(ALPHABET) for _ in range(count))


def compact(text: str | None) -> str:
    """Return what was typed or heard as signs alone: blanks and hyphens left out, O read as 0, I and L as 1."""
    return re.sub(r"[\s._/–-]", "", (text or "")[:50]).upper().translate(_HEARD_AS)


def check_sign(signs: str) -> str:
    """Makes Σ weight x value divisible by 31, with weight 1 for itself and 2, 3, … leftwards."""
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(reversed(signs), start=2))
    return ALPHABET[-total % len(ALPHABET)]
