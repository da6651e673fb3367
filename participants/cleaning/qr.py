"""A QR code as SVG, or as dots for a picture: of a registration number, or of an address that leads to a page.

Nothing else goes into one.
"""

import io
from functools import lru_cache


@lru_cache(maxsize=512)  # a ticket or a card is looked at several times, and drawing takes longer than its page
def svg(text: str, title: str = "", *, has_size: bool = True) -> str:
    """Return the drawing; a `title` is read out where no element around it has a label, as in a PDF.

    Without a size of its own the style sheet of a PDF gives it one: there the attributes of an element count for more.
    """
    out = io.BytesIO()
    _code(text).save(
        out,
        kind="svg",
        scale=5,
        border=2,
        xmldecl=False,
        svgns=True,
        omitsize=not has_size,
        unit="px" if has_size else None,
        nl=False,
        svgclass="qr",
        title=title or None,
    )
    return out.getvalue().decode()


def dots(text: str) -> list[list[bool]]:
    """Return the rows of the code without its margin, True where it is dark."""
    return [[bool(dot) for dot in row] for row in _code(text).matrix]


def _code(text):
    import segno  # not above: with what it imports over a megabyte, and few workers draw a code

    return segno.make(text, error="m", micro=False)
