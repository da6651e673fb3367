"""Make the font of the pages from the fonts of the PDFs: one file for all weights, with the characters that are needed.

    make fonts

Reads Regular and Bold of static/fonts/ and writes static/fonts/PlusJakartaSans.woff2. The outlines of Medium and
SemiBold lie on the straight line between the two (to a rounding of a thousandth of an em), so a variable font of two
masters draws all four weights. The same sources and the same fontTools give the same file.
"""

import io
from pathlib import Path

from fontTools import subset, varLib
from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "static/fonts"
PAGES_FONT = FONTS / "PlusJakartaSans.woff2"
MASTERS = {400: "Regular", 700: "Bold"}

# Letters of names may have accents; the rest is what Indonesian, our pages and units use. A character that is missing
# is drawn in a font of the device. Œ is the widest: browsers measure a field of so many characters by it.
CHARACTERS = {*range(0x20, 0x7F), *range(0xC0, 0x100)}
CHARACTERS |= {ord(sign) for sign in "\N{NO-BREAK SPACE}Œœ–—‘’“”„…•·′‹›«»↑↓−±°²³½©§´€"}
# Ligatures and signs by context, figures of one width, kerning. The other features are for other languages.
FEATURES = ["calt", "liga", "tnum", "kern"]
NAMES = [0, 1, 2, 3, 4, 5, 6, 14]  # copyright, family, version, address of the licence


def needed(font):
    """The font with nothing but CHARACTERS and FEATURES."""
    options = subset.Options(layout_features=FEATURES, name_IDs=NAMES, notdef_outline=True, glyph_names=False)
    options.drop_tables += ["STAT"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    return font


def variable():
    """The two masters as one font with an axis of weight."""
    weight = AxisDescriptor(name="Weight", tag="wght", minimum=min(MASTERS), default=min(MASTERS), maximum=max(MASTERS))
    space = DesignSpaceDocument()
    space.addAxis(weight)
    for value, style in MASTERS.items():
        master = needed(TTFont(FONTS / f"PlusJakartaSans-{style}.ttf", recalcTimestamp=False))
        space.addSource(SourceDescriptor(font=master, location={"Weight": value}, styleName=style))
    return varLib.build(space)[0]


def make():
    """The bytes of the file."""
    font, file = variable(), io.BytesIO()
    font.flavor = "woff2"
    font.save(file)
    return file.getvalue()


if __name__ == "__main__":
    PAGES_FONT.write_bytes(make())
    print(f"{PAGES_FONT.name}: {PAGES_FONT.stat().st_size:,} bytes")
