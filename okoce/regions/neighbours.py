"""Which kecamatan border on which; scripts/find_neighbours.py writes the file."""

import json
from functools import cache
from pathlib import Path

FOUND = Path(__file__).parent / "data/kecamatan_neighbours.json"


@cache
def kecamatan_neighbours():
    """Return {code: frozenset of the codes of its neighbours}, read once a process."""
    found = json.loads(FOUND.read_text(encoding="utf-8"))
    return {code: frozenset(near) for code, near in found.items()}


def near(code):
    """Return the codes of the kecamatan around one; none for a code that is not of Jakarta."""
    return kecamatan_neighbours().get(code, frozenset())
