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


def project(loops, bounds, width):
    """Rings of (lon, lat) as rings of (x, y), north up, the bounds as wide as `width`."""
    west, south, east, north = bounds
    squeeze = cos(radians((south + north) / 2))
    scale = width / ((east - west) * squeeze)
    return [[((lon - west) * squeeze * scale, (north - lat) * scale) for lon, lat in loop] for loop in loops]


def bounds_of(loops):
    longitudes = [lon for loop in loops for lon, _ in loop]
    latitudes = [lat for loop in loops for _, lat in loop]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def loops_of(shape):
    """Every ring of a Polygon's or MultiPolygon's coordinates, without the closing repetition."""
    polygons = shape if isinstance(shape[0][0][0], list | tuple) else [shape]
    return [[(lon, lat) for lon, lat, *_ in loop[:-1]] for polygon in polygons for loop in polygon]


def outlines(shapes, width=340, *, names=None, tolerance=0.4, group=5):
    """Paths for {code: coordinates}; areas whose codes begin alike (`group` characters) are a group in `names`."""
    if not shapes:
        return Outlines(width, 0, {}, "", ())
    land = {code: loops_of(shape) for code, shape in shapes.items() if not code.startswith(ISLANDS)}
    sea = {code: loops_of(shape) for code, shape in shapes.items() if code.startswith(ISLANDS)}
    if not land:
        land, sea = sea, {}
    bounds = bounds_of([loop for loops in land.values() for loop in loops])
    margin = 2
    drawn = {}
    for code, loops in land.items():
        drawn[code] = [
            [(round(x + margin, 3), round(y + margin, 3)) for x, y in loop]
            for loop in project(loops, bounds, width - 2 * margin)
        ]
    height = max(y for loops in drawn.values() for loop in loops for _, y in loop) + margin
    paths, borders = _simplified(drawn, tolerance, group)
    labels = _labels(drawn, names or {}, group)
    windows = []
    for row, (code, loops) in enumerate(sorted(sea.items())):
        box = (2.0, height - 100 + row * 50, 88.0, 46.0)
        windows.append((code, *(text(value) for value in box)))
        paths[code] = _islands(loops, box)
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


def _islands(loops, box):
    """Islands as dots: their true outlines would be smaller than a pixel."""
    left, top, width, height = box
    west, south, east, north = bounds_of(loops)
    scale = min((width - 16) / (east - west), (height - 22) / (north - south))
    inner_left = left + (width - (east - west) * scale) / 2
    dots = sorted(
        (
            inner_left + (sum(x for x, _ in loop) / len(loop) - west) * scale,
            top + 16 + (north - sum(y for _, y in loop) / len(loop)) * scale,
        )
        for loop in loops
    )
    kept = []
    for x, y in dots:
        if all(abs(x - a) + abs(y - b) > 2.6 for a, b in kept):
            kept.append((x, y))
    return "".join(f"M{text(x)} {text(y)}m-1.2 0a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0" for x, y in kept)


def _simplified(drawn, tolerance, group):
    neighbours, owners = defaultdict(set), defaultdict(set)
    for code, loops in drawn.items():
        for loop in loops:
            for before, point in zip([loop[-1], *loop[:-1]], loop, strict=True):
                neighbours[point].add(before)
                neighbours[before].add(point)
                owners[frozenset((before, point))].add(code)
    kept, used = {}, Counter()
    paths = {}
    for code, loops in drawn.items():
        pieces = []
        for loop in loops:
            points = []
            for arc in _arcs(loop, neighbours):
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


def _arcs(loop, neighbours):
    """The ring cut where more than two lines meet; a ring nobody touches is cut at its first and farthest point."""
    cuts = [i for i, point in enumerate(loop) if len(neighbours[point]) > 2]
    if len(cuts) < 2:
        first = cuts[0] if cuts else loop.index(min(loop))
        x, y = loop[first]
        far = max(range(len(loop)), key=lambda i: ((loop[i][0] - x) ** 2 + (loop[i][1] - y) ** 2, loop[i]))
        cuts = sorted({first, far})
    if len(cuts) < 2:
        return
    for here, there in zip(cuts, [*cuts[1:], cuts[0] + len(loop)], strict=True):
        yield [loop[i % len(loop)] for i in range(here, there + 1)]


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
        loops = [loop for code, loops in drawn.items() if code[:group] == start for loop in loops]
        total = sum(_area(loop) for loop in loops)
        if total:
            weighed = [(_area(loop), loop) for loop in loops]
            x = sum(a * sum(p[0] for p in loop) / len(loop) for a, loop in weighed) / total
            y = sum(a * sum(p[1] for p in loop) / len(loop) for a, loop in weighed) / total
            yield name, text(x), text(y)
