"""The drawing of the 44 kecamatan: true to its source, with borders that fit together, and drawn anew alike."""

import json
import re

import pytest
import shapely
from shapely import box

from okoce.regions.drawing import kecamatan_outlines
from okoce.regions.loading import rows
from scripts import draw_map

pytestmark = pytest.mark.once

KOTA = {row["kode"]: row["nama"] for row in rows("wilayah_dki.csv") if row["level"] == "kabkota"}
KECAMATAN = {row["kode"] for row in rows("wilayah_dki.csv") if row["level"] == "kecamatan"}


def loops(path):
    """The closed lines of a path, each as its points."""
    for start, steps in re.findall(r"M([^l]+)l([^z]+)z", path):
        points = [tuple(map(int, start.split()))]
        numbers = list(map(int, re.findall(r"-?\d+", steps)))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        yield points


def drawn_areas():
    """{code: area} of what is drawn at its place; the two kecamatan of the islands are in windows."""
    paths = {code: path for code, path in kecamatan_outlines().paths.items() if not code.startswith("31.01")}
    return {
        code: shapely.multipolygons([shapely.Polygon(loop) for loop in loops(path)]) for code, path in paths.items()
    }


def test_the_drawing_is_what_its_source_gives_today():
    drawn = draw_map.as_text(draw_map.draw(*draw_map.read()))

    assert drawn == draw_map.DRAWING.read_text(encoding="utf-8")


def test_every_kecamatan_is_drawn_and_every_kota_of_the_mainland_has_its_name():
    drawing = kecamatan_outlines()

    assert drawing.paths.keys() == KECAMATAN
    assert [name for name, _, _ in drawing.labels] == sorted(name for code, name in KOTA.items() if code != "31.01")
    assert [window[0] for window in drawing.windows] == ["31.01.01", "31.01.02"]
    assert all(drawing.paths.values())


def test_outlines_are_less_than_a_pixel_off_where_the_map_is_1280_wide():
    drawn = drawn_areas()
    full, _ = draw_map.read()
    projected = draw_map.project([full[code] for code in drawn])

    apart = shapely.hausdorff_distance(
        shapely.boundary(list(drawn.values())), shapely.boundary(projected), densify=0.01
    )

    assert max(apart) * 1280 / kecamatan_outlines().width < 1


def test_neighbours_have_the_same_border_so_that_no_gap_opens():
    drawn = list(drawn_areas().values())

    assert shapely.is_valid(drawn).all()
    assert shapely.coverage_is_valid(drawn)


def test_what_is_drawn_lies_inside_the_drawing():
    drawing = kecamatan_outlines()

    west, north, east, south = shapely.total_bounds(list(drawn_areas().values()))

    assert (west, north, east) == (draw_map.MARGIN, draw_map.MARGIN, drawing.width - draw_map.MARGIN)
    assert south <= drawing.height - draw_map.MARGIN
    assert all(
        0 <= x and x + width <= drawing.width and 0 <= y and y + height <= drawing.height
        for _, x, y, width, height in drawing.windows
    )


def test_north_is_up_and_the_width_is_filled():
    corners = shapely.get_coordinates(draw_map.project([shapely.LineString([(106, -6), (107, -7)])])).tolist()

    assert corners[0] == [20, 20]
    assert corners[1] == pytest.approx([3980, 20 + 3960 * 1.0065], abs=1)


def test_a_border_between_two_kota_is_drawn_once_and_the_coast_is_not():
    outlines = {"31.73.01": box(106, -7, 107, -6), "31.73.02": box(107, -7, 108, -6), "31.74.01": box(108, -7, 109, -6)}
    names = {"31.73.01": "Barat", "31.73.02": "Barat", "31.74.01": "Selatan"}

    drawing = draw_map.draw(outlines, names)

    assert re.fullmatch(r"M2660 \d+l0[ -]\d+", drawing["borders"])
    assert [name for name, _, _ in drawing["labels"]] == ["Barat", "Selatan"]


def test_a_source_whose_areas_overlap_is_refused():
    with pytest.raises(ValueError, match="overlap"):
        draw_map.simplify([box(0, 0, 100, 100), box(90, 0, 200, 100)])


def test_an_island_too_small_for_the_drawing_is_refused():
    with pytest.raises(ValueError, match="lost"):
        draw_map.simplify([shapely.union_all([box(0, 0, 100, 100), box(300, 0, 300.3, 0.3)])])


def test_islands_that_would_lie_on_each_other_are_one_dot():
    near = shapely.union_all([box(106, -6, 106.01, -5.99), box(106.02, -6, 106.03, -5.99), box(109, -5, 109.01, -4.99)])

    assert draw_map.islands(near, (20, 20, 880, 460)).count("M") == 2


def test_a_path_goes_in_steps_and_closes_where_it_began():
    line = shapely.LineString([(10, 20), (15, 18), (15, 30)])

    assert draw_map.path(line) == "M10 20l5-2 0 12"
    assert draw_map.path(shapely.LineString([*line.coords, (10, 20)])) == "M10 20l5-2 0 12z"


def test_the_file_is_read_once_a_process():
    assert kecamatan_outlines() is kecamatan_outlines()
    assert json.loads(draw_map.DRAWING.read_text())["paths"] == kecamatan_outlines().paths
