"""A QR code as SVG: of a registration number, or of the address that checks a mentor or a certificate.

Nothing else goes into one.
"""

import io

import segno


def svg(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", scale=5, border=2, xmldecl=False, svgns=True, omitsize=False, nl=False, svgclass="qr"
    )
    return out.getvalue().decode()
