"""Draw the map of Jakarta's kecamatan once, as paths that the portal only has to print.

    make map

Reads scripts/data/kecamatan_dki.geojson and writes okoce/regions/data/kecamatan_map.json. The same source and the same
shapely give the same file. The drawing is 4000 units wide, so that coordinates are whole numbers.
"""

import json
from math import cos, hypot, radians
from pathlib import Path

import numpy as np
import shapely

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "scripts/data/kecamatan_dki.geojson"
DRAWING = ROOT / "okoce/regions/data/kecamatan_map.json"

WIDTH, MARGIN = 4000, 20
# Rounding to whole units moves a point by 0.71 at most: together less than a pixel where the map is 1280 px wide.
TOLERANCE = 2.4
ISLANDS = "31.01"  # Kepulauan Seribu lies far out at sea: each of its two kecamatan gets a window
WINDOW_WIDTH, WINDOW_HEIGHT = 880, 460
ISLAND_RADIUS, ISLANDS_APART = 12, 26


def read(source=SOURCE):
    """Return ({code: outline as longitude and latitude}, {code: name of its kota})."""
    features = json.loads(source.read_text())["features"]
    outlines = {feature["id"]: shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features}
    return outlines, {feature["id"]: feature["properties"]["kota"] for feature in features}


def draw(outlines, kota_names):
    """Return the drawing as plain values, see okoce.maps.Outlines. Raises ValueError where the source does not fit."""
    land = sorted(code for code in outlines if not code.startswith(ISLANDS))
    areas = dict(zip(land, simplify(project([outlines[code] for code in land])), strict=True))
    kota = {}
    for code, area in areas.items():
        kota.setdefault(kota_names[code], []).append(area)
    kota = {name: shapely.coverage_union_all(areas) for name, areas in kota.items()}
    height = int(shapely.total_bounds(list(areas.values()))[3]) + MARGIN
    paths = {code: "".join(path(loop) for loop in loops(area)) for code, area in areas.items()}
    windows = []
    for code in sorted(outlines.keys() - areas.keys()):
        window = 20, height - 1000 + 500 * len(windows), WINDOW_WIDTH, WINDOW_HEIGHT
        windows.append([code, *window])
        paths[code] = islands(outlines[code], window)
    return {
        "width": WIDTH,
        "height": height,
        "paths": paths,
        "borders": "".join(path(line) for line in borders(list(kota.values()))),
        "labels": [[name, *whole(area.centroid)] for name, area in sorted(kota.items())],
        "windows": windows,
    }


def project(outlines):
    """Return the outlines on the drawing: north is up, the margin is around them."""
    west, south, east, north = shapely.total_bounds(outlines)
    squeeze = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * squeeze)
    factors = np.array([squeeze * scale, -scale])
    return shapely.transform(outlines, lambda points: (points - [west, north]) * factors + MARGIN)


def simplify(areas):
    """Return the areas with fewer points in whole units; neighbours keep one border. Raises ValueError if they cannot.

    Each line between two areas is simplified once, by the distance of what is left out. shapely's coverage_simplify
    measures triangles instead: it keeps a quarter more points for the same distance.
    """
    if not shapely.coverage_is_valid(areas):
        raise ValueError("The outlines overlap, or their borders differ.")
    lines = shapely.get_parts(shapely.line_merge(shapely.union_all(shapely.boundary(areas))))
    lines = shapely.transform(shapely.simplify(lines, TOLERANCE), np.rint)
    faces = shapely.get_parts(shapely.polygonize(lines))
    inside = shapely.point_on_surface(faces)
    simple = [shapely.normalize(shapely.union_all(faces[shapely.contains(area, inside)])) for area in areas]
    if shapely.get_num_geometries(simple).tolist() != shapely.get_num_geometries(areas).tolist():
        raise ValueError("An area is lost at this tolerance.")
    return simple


def borders(areas):
    """Return the lines between areas, without the coast and the border of the whole."""
    between = shapely.difference(
        shapely.union_all(shapely.boundary(areas)), shapely.boundary(shapely.coverage_union_all(areas))
    )
    return shapely.get_parts(shapely.normalize(shapely.line_merge(between)))


def loops(area):
    return [loop for polygon in shapely.get_parts(area) for loop in (polygon.exterior, *polygon.interiors)]


def whole(point):
    return round(point.x), round(point.y)


def path(line):
    """Return a line in steps from point to point, which is half as long as in absolute coordinates."""
    (x, y), *points = shapely.get_coordinates(line).astype(int).tolist()
    is_closed, steps, start = line.is_closed, [], f"M{x} {y}"
    for to_x, to_y in points[:-1] if is_closed else points:
        steps += [to_x - x, to_y - y]
        x, y = to_x, to_y
    text = " ".join(map(str, steps)).replace(" -", "-")
    return f"{start}l{text}{'z' if is_closed else ''}"


def islands(outline, window):
    """Return islands as dots in their window: their true outlines would be smaller than a pixel."""
    left, top, width, height = window
    west, south, east, north = outline.bounds
    scale = min((width - 160) / (east - west), (height - 220) / (north - south))
    left += (width - (east - west) * scale) / 2
    dots = []
    for x, y in sorted(shapely.get_coordinates(shapely.centroid(shapely.get_parts(outline))).tolist()):
        dot = round(left + (x - west) * scale), round(top + 160 + (north - y) * scale)
        if all(hypot(dot[0] - x, dot[1] - y) > ISLANDS_APART for x, y in dots):
            dots.append(dot)
    r = ISLAND_RADIUS
    return "".join(f"M{x} {y}m-{r} 0a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0-{2 * r} 0" for x, y in dots)


def as_text(drawing):
    return json.dumps(drawing, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    DRAWING.write_text(as_text(draw(*read())), encoding="utf-8")
    print(f"{DRAWING.relative_to(ROOT)}: {DRAWING.stat().st_size} bytes")
