"""A QR code of a registration number, as SVG. Nothing else goes into one."""

import io

import segno


def svg(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", scale=5, border=2, xmldecl=False, svgns=True, omitsize=False, nl=False, svgclass="qr"
    )
    return out.getvalue().decode()
