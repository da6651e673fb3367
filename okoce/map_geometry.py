"""From the outlines of areas to drawable paths: projected, simplified, with borders that still fit together.

A border between two areas is simplified once and used by both, so no gap opens between neighbours. Working this out
takes some tenths of a second for Jakarta: keep the answer, it only depends on the shapes.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import cos, radians

ISLANDS = "31.01"  # Kepulauan Seribu lies far out at sea and gets a window of its own


@dataclass(frozen=True)
class Outlines:
    """`paths` by area code, `borders` between groups of areas, `labels` (name, x, y) of the groups."""

    width: int
    height: int
    paths: dict
    borders: str
    labels: tuple
    windows: tuple = ()  # (code, x, y, width, height) of areas drawn in the inset


def project(rings, bounds, width):
    """Rings of (lon, lat) as rings of (x, y), north up, the bounds as wide as `width`."""
    west, south, east, north = bounds
    squeeze = cos(radians((south + north) / 2))
    scale = width / ((east - west) * squeeze)
    return [[((lon - west) * squeeze * scale, (north - lat) * scale) for lon, lat in ring] for ring in rings]


def bounds_of(rings):
    longitudes = [lon for ring in rings for lon, _ in ring]
    latitudes = [lat for ring in rings for _, lat in ring]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def rings_of(shape):
    """Every ring of a Polygon's or MultiPolygon's coordinates, without the closing repetition."""
    polygons = shape if isinstance(shape[0][0][0], list | tuple) else [shape]
    return [[(lon, lat) for lon, lat, *_ in ring[:-1]] for polygon in polygons for ring in polygon]


def outlines(shapes, width=340, *, names=None, tolerance=0.4, group=5):
    """Paths for {code: coordinates}; areas whose codes begin alike (`group` characters) are a group in `names`."""
    if not shapes:
        return Outlines(width, 0, {}, "", ())
    land = {code: rings_of(shape) for code, shape in shapes.items() if not code.startswith(ISLANDS)}
    sea = {code: rings_of(shape) for code, shape in shapes.items() if code.startswith(ISLANDS)}
    if not land:
        land, sea = sea, {}
    bounds = bounds_of([ring for rings in land.values() for ring in rings])
    margin = 2
    drawn = {}
    for code, rings in land.items():
        drawn[code] = [
            [(round(x + margin, 3), round(y + margin, 3)) for x, y in ring]
            for ring in project(rings, bounds, width - 2 * margin)
        ]
    height = max(y for rings in drawn.values() for ring in rings for _, y in ring) + margin
    paths, borders = _simplified(drawn, tolerance, group)
    labels = _labels(drawn, names or {}, group)
    windows = []
    for row, (code, rings) in enumerate(sorted(sea.items())):
        box = (2.0, height - 100 + row * 50, 88.0, 46.0)
        windows.append((code, *(text(value) for value in box)))
        paths[code] = _islands(rings, box)
    return Outlines(width, round(height + 0.5), paths, borders, tuple(labels), tuple(windows))


def text(value):
    """A coordinate: at most one decimal, so the same drawing is always the same bytes."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


def path(points, *, closed=True):
    """A path in steps from point to point: half as long as one in absolute coordinates."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    (x, y), steps = tenths[0], []
    for a, b in tenths[1:]:
        if (a, b) != (x, y):
            steps.append(f"{_step(a - x)}{_step(b - y)}".removeprefix(" "))
            x, y = a, b
    return f"M{text(points[0][0])} {text(points[0][1])}l{' '.join(steps)}{'z' if closed else ''}"


def _step(tenths):
    sign, number = ("-" if tenths < 0 else " "), abs(tenths)
    whole, rest = divmod(number, 10)
    return f"{sign}{whole or ''}.{rest}" if rest else f"{sign}{whole}"


def _islands(rings, box):
    """Islands as dots: their true outlines would be smaller than a pixel."""
    left, top, width, height = box
    west, south, east, north = bounds_of(rings)
    scale = min((width - 16) / (east - west), (height - 22) / (north - south))
    inner_left = left + (width - (east - west) * scale) / 2
    dots = sorted(
        (
            inner_left + (sum(x for x, _ in ring) / len(ring) - west) * scale,
            top + 16 + (north - sum(y for _, y in ring) / len(ring)) * scale,
        )
        for ring in rings
    )
    kept = []
    for x, y in dots:
        if all(abs(x - a) + abs(y - b) > 2.6 for a, b in kept):
            kept.append((x, y))
    return "".join(f"M{text(x)} {text(y)}m-1.2 0a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0" for x, y in kept)


def _simplified(drawn, tolerance, group):
    neighbours, owners = defaultdict(set), defaultdict(set)
    for code, rings in drawn.items():
        for ring in rings:
            for before, point in zip([ring[-1], *ring[:-1]], ring, strict=True):
                neighbours[point].add(before)
                neighbours[before].add(point)
                owners[frozenset((before, point))].add(code)
    kept, used = {}, Counter()
    paths = {}
    for code, rings in drawn.items():
        pieces = []
        for ring in rings:
            points = []
            for arc in _arcs(ring, neighbours):
                forward = arc if (arc[0], arc[1]) <= (arc[-1], arc[-2]) else arc[::-1]
                key = tuple(forward)
                if key not in kept:
                    kept[key] = _thinned(forward, tolerance)
                used[key] += 1
                slim = kept[key] if forward is arc else kept[key][::-1]
                points.extend(slim[:-1])
            if len(points) >= 3 and _area(points) > 0.5:
                pieces.append(path(points))
        paths[code] = "".join(pieces)
    borders = []
    for key, slim in kept.items():
        groups = {code[:group] for code in owners[frozenset(key[:2])]}
        if len(groups) > 1:
            borders.append(path(slim, closed=False))
    return paths, "".join(borders)


def _arcs(ring, neighbours):
    """The ring cut where more than two lines meet; a ring nobody touches is cut at its first and farthest point."""
    cuts = [i for i, point in enumerate(ring) if len(neighbours[point]) > 2]
    if len(cuts) < 2:
        first = cuts[0] if cuts else ring.index(min(ring))
        x, y = ring[first]
        far = max(range(len(ring)), key=lambda i: ((ring[i][0] - x) ** 2 + (ring[i][1] - y) ** 2, ring[i]))
        cuts = sorted({first, far})
    if len(cuts) < 2:
        return
    for here, there in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True):
        yield [ring[i % len(ring)] for i in range(here, there + 1)]


def _thinned(points, tolerance):
    """Douglas and Peucker: leave out every point nearer than the tolerance to the line without it."""
    keep = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        worst, where = tolerance * tolerance, None
        for i in range(first + 1, last):
            px, py = points[i][0] - ax, points[i][1] - ay
            along = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
            distance = (px - along * dx) ** 2 + (py - along * dy) ** 2
            if distance > worst:
                worst, where = distance, i
        if where is not None:
            keep.add(where)
            todo += [(first, where), (where, last)]
    return [points[i] for i in sorted(keep)]


def _area(points):
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def _labels(drawn, names, group):
    """Each group's name at the middle of its area."""
    for start, name in sorted(names.items()):
        rings = [ring for code, rings in drawn.items() if code[:group] == start for ring in rings]
        total = sum(_area(ring) for ring in rings)
        if total:
            weighed = [(_area(ring), ring) for ring in rings]
            x = sum(a * sum(p[0] for p in ring) / len(ring) for a, ring in weighed) / total
            y = sum(a * sum(p[1] for p in ring) / len(ring) for a, ring in weighed) / total
            yield name, text(x), text(y)
