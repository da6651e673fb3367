"""A QR code as SVG, or as dots for a picture: of a registration number, or of an address that leads to a page.

Nothing else goes into one.
"""

import io

import segno


def svg(text: str, title: str = "") -> str:
    """Return the drawing; a `title` is read out where no element around it has a label, as in a PDF."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out,
        kind="svg",
        scale=5,
        border=2,
        xmldecl=False,
        svgns=True,
        unit="px",
        nl=False,
        svgclass="qr",
        title=title or None,
    )
    return out.getvalue().decode()


def dots(text: str) -> list[list[bool]]:
    """Return the rows of the code without its margin, True where it is dark."""
    return [[bool(dot) for dot in row] for row in segno.make(text, error="m", micro=False).matrix]
