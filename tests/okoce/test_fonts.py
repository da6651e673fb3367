"""static/fonts/PlusJakartaSans.woff2 draws our pages in every weight, and is made by `make fonts`."""

from pathlib import Path

import pytest
from django.contrib import admin
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from scripts import make_fonts
from scripts.make_fonts import FONTS, PAGES_FONT
from scripts.make_styles import PACKAGES, ROOT

pytestmark = pytest.mark.once


def drawing(font, character, **weight):
    """(commands, coordinates) of a character, the width of its letter last."""
    glyphs = font.getGlyphSet(location=weight)
    glyph = glyphs[font.getBestCmap()[character]]
    pen = DecomposingRecordingPen(glyphs)
    glyph.draw(pen)
    points = [point for _, points in pen.value for point in points]
    return [command for command, _ in pen.value], [value for point in points for value in point] + [glyph.width]


def test_the_font_is_the_one_that_make_fonts_makes():
    assert PAGES_FONT.read_bytes() == make_fonts.make(), "run `make fonts` and commit the font"


@pytest.mark.parametrize(("weight", "style"), [(400, "Regular"), (500, "Medium"), (600, "SemiBold"), (700, "Bold")])
def test_each_weight_is_drawn_as_by_the_font_of_that_weight(weight, style):
    whole = TTFont(FONTS / f"PlusJakartaSans-{style}.ttf")

    font, apart = TTFont(PAGES_FONT), []
    for character in font.getBestCmap():
        (commands, ours), (expected, theirs) = drawing(font, character, wght=weight), drawing(whole, character)
        assert commands == expected, chr(character)
        apart += [abs(one - other) for one, other in zip(ours, theirs, strict=True)]

    assert max(apart) < 1.5  # of a thousand: a fortieth of a pixel in text of 16 px


def test_a_field_of_so_many_characters_is_as_wide_as_with_the_whole_font():
    whole, subset = (TTFont(path) for path in (FONTS / "PlusJakartaSans-Regular.ttf", PAGES_FONT))

    assert [(font["head"].xMax, font["OS/2"].xAvgCharWidth) for font in (whole, subset)] == [(1217, 547)] * 2


def test_every_character_that_our_pages_write_is_in_it():
    folders = [ROOT / name for name in ("templates", "static/js", "locale", *PACKAGES)]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in (".html", ".js", ".po", ".py")]
    files += (Path(admin.__file__).parent / "static/admin/css").glob("*.css")  # arrows
    written = {ord(character) for path in files for character in path.read_text()}
    whole, subset = (set(TTFont(path).getBestCmap()) for path in (FONTS / "PlusJakartaSans-Regular.ttf", PAGES_FONT))

    assert {chr(character) for character in written & whole - subset} == set()
    assert {*map(ord, "aÅÉñü–“”…·−²½×")} <= subset


def test_the_licence_is_with_it_and_reserves_no_name():
    licence = (FONTS / "OFL.txt").read_text()

    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "with Reserved Font Name" not in licence
