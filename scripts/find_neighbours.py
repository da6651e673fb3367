"""Find once which kecamatan share a border, for lists that show what is near.

    make map

Reads scripts/data/kecamatan_dki.geojson and writes okoce/regions/data/kecamatan_neighbours.json. Two kecamatan that
only touch in a corner are no neighbours; the islands lie apart, so the two of Kepulauan Seribu are each other's.
"""

import json
import sys
from itertools import combinations
from pathlib import Path

import shapely

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.draw_map import ISLANDS, read  # noqa: E402

NEIGHBOURS = ROOT / "okoce/regions/data/kecamatan_neighbours.json"
SHORTEST = 0.0003  # degrees, about 33 m: a border and not a corner


def find(outlines):
    """Return {code: codes of its neighbours in their order}."""
    found = {code: [] for code in sorted(outlines)}
    for one, other in combinations(found, 2):
        if _are_islands(one, other) or _share_a_border(outlines[one], outlines[other]):
            found[one].append(other)
            found[other].append(one)
    return {code: sorted(near) for code, near in found.items()}


def _are_islands(one, other):
    return one.startswith(ISLANDS) and other.startswith(ISLANDS)


def _share_a_border(one, other):
    return shapely.length(shapely.intersection(shapely.boundary(one), shapely.boundary(other))) >= SHORTEST


def as_text(neighbours):
    lines = [f" {json.dumps(code)}: {json.dumps(near)}" for code, near in neighbours.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    NEIGHBOURS.write_text(as_text(find(read()[0])), encoding="utf-8")
    print(f"{NEIGHBOURS.relative_to(ROOT)}: {NEIGHBOURS.stat().st_size} bytes")
