"""The tidying that every typed value shares, whatever it means. Pure."""

import re
import unicodedata

LONGEST = 500  # nobody types more into one field; longer text is refused before any work is done on it

_ODD_SIGNS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("’‘ʼʻ`´′", "'"))
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")


def plain_signs(text: str) -> str:
    """Hyphens and apostrophes of every make become the ones on a keyboard."""
    return text.translate(_ODD_SIGNS)


def one_line(text: str) -> str:
    """Runs of blanks of every kind, line breaks too, become one space; none at the ends."""
    return " ".join(text.split())


def without_invisible(text: str) -> str:
    """Drops zero-width and direction marks, which come along when a chat or a web page is copied."""
    if text.isascii():
        return text
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def tidy(text: str | None) -> str:
    """A code or number as the person sees it, without the apostrophe that keeps Excel from changing it."""
    return one_line(plain_signs(without_invisible(text or ""))).removeprefix("'").strip()


def is_blank(text: str) -> bool:
    """A dash or a dot in a field means that nothing was filled in."""
    return not text.strip(" -._/'")


def is_misread(text: str) -> bool:
    """Return whether letters were once read in the wrong alphabet: UTF-8 taken for cp1252, é seen as Ã©."""
    return not text.isascii() and any(_misread_run(run) for run in _BEYOND_ASCII.findall(text))


def well_read(text: str) -> str:
    """The text with such letters as they were meant, also where that happened to them twice."""
    for _ in range(2):
        text = _BEYOND_ASCII.sub(lambda run: _meant(run[0]) or run[0], text)
    return text


def _misread_run(run: str) -> bool:
    return bool(_meant(run))


def _meant(run: str) -> str:
    """Such a run is UTF-8 again when it is turned back, and what comes out are letters or signs used here; else ""."""
    try:
        meant = b"".join(map(_byte, run)).decode()
    except UnicodeError:
        return ""
    return meant if all(sign < "\u0250" or "\u2000" <= sign < "\u2100" for sign in meant) else ""


def _byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")  # five bytes have no sign in cp1252 and pass as they are
