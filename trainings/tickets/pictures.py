"""A ticket as a picture that a telephone keeps: black on white, 1080 px wide, the QR code as whole pixels.

The same ticket gives the same bytes.
"""

import functools
import io
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from participants.cleaning import qr

WIDTH, MARGIN = 1080, 72
CODE = 760  # pixels the QR code takes at most
INK, SOFT, SEA, SHEET = "#17262f", "#51616c", "#0a3a5a", "#ffffff"
FONTS = Path(settings.ROOT) / "static/fonts"
NO_BREAK = "\u00a0"
BOLD, REGULAR = "PlusJakartaSans-Bold.ttf", "PlusJakartaSans-Regular.ttf"


def png(ticket):
    """Return the bytes of the picture of a Ticket whose seat is sure."""
    from PIL import Image, ImageDraw

    lines = list(_lines(ticket))
    code = _code(ticket.link)
    top, foot = 160, MARGIN
    height = top + code.height + 40 + sum(line.height for line in lines) + foot
    picture = Image.new("RGB", (WIDTH, height), SHEET)
    draw = ImageDraw.Draw(picture)
    draw.rectangle([0, 0, WIDTH, 112], fill=SEA)
    draw.text((MARGIN, 56), "Tiket pelatihan OK OCE", font=_font(BOLD, 44), fill=SHEET, anchor="lm")
    picture.paste(code, ((WIDTH - code.width) // 2, top))
    y = top + code.height + 40
    for line in lines:
        draw.text((MARGIN, y), line.text, font=line.font, fill=line.ink)
        y += line.height
    out = io.BytesIO()
    picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=32).save(out, "PNG", optimize=True)
    return out.getvalue()


class _Line(NamedTuple):
    text: str
    font: object
    ink: str
    height: int


def _lines(ticket):
    yield from _paragraph(ticket.name, BOLD, 56, INK, after=4)
    yield from _paragraph(f"Nomor pendaftaran {ticket.registration_number}", REGULAR, 34, SOFT, after=28)
    yield from _paragraph(ticket.title, BOLD, 44, SEA, after=8)
    for time in ticket.times:
        yield from _paragraph(time, BOLD, 36, INK, after=4)
    yield from _paragraph(ticket.venue, REGULAR, 36, INK, before=20)
    yield from _paragraph(ticket.address, REGULAR, 32, SOFT, after=20)
    call = f"{ticket.office}, {ticket.phone.replace(' ', NO_BREAK)}" if ticket.phone else ticket.office
    yield from _paragraph(f"Ada pertanyaan? {call}", REGULAR, 32, INK, after=4)
    yield from _paragraph(f"Tiket {ticket.number}. Bawa KTP asli.", REGULAR, 32, INK)


def _paragraph(text, font, size, ink, *, before=0, after=0):
    """The lines a text takes, broken between words where the picture ends."""
    drawn, line = _font(font, size), ""
    lines = []
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if line and drawn.getlength(longer) > WIDTH - 2 * MARGIN:
            lines.append(line)
            longer = word
        line = longer
    lines.append(line)
    if before:
        yield _Line("", drawn, ink, before)
    for number, each in enumerate(lines, start=1):
        yield _Line(each, drawn, ink, round(size * 1.35) + (after if number == len(lines) else 0))


def _code(text):
    """The QR code with its margin of four, every dot the same number of pixels."""
    from PIL import Image

    dots = qr.dots(text)
    side = len(dots) + 8
    code = Image.new("1", (side, side), 1)
    for y, row in enumerate(dots):
        for x, is_dark in enumerate(row):
            if is_dark:
                code.putpixel((x + 4, y + 4), 0)
    scale = CODE // side
    return code.resize((side * scale, side * scale), Image.Resampling.NEAREST)


@functools.cache
def _font(name, size):
    from PIL import ImageFont

    return ImageFont.truetype(str(FONTS / name), size)
