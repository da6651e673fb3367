"""The 44 kecamatan as drawn on every map; scripts/draw_map.py writes the file."""

import json
from functools import cache
from pathlib import Path

from okoce.maps import Outlines

DRAWING = Path(__file__).parent / "data/kecamatan_map.json"


@cache
def kecamatan_outlines():
    """Return the Outlines of every kecamatan for okoce.maps.Map, read once a process."""
    return Outlines(**json.loads(DRAWING.read_text(encoding="utf-8")))
