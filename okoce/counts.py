"""Whole numbers as people write them: 2000 or 2.000. Pure."""

import re

EMPTY = "Isi jumlahnya dengan angka."
UNREADABLE = "Tulis bilangan bulat tanpa koma, misalnya 25 atau 2.000."

_WHOLE = re.compile(r"[0-9]{1,15}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}|[1-9][0-9]{0,2}(?: [0-9]{3}){1,4}")


def parse(text):
    """Return "2.000" as 2000. Raise ValueError with the sentence to show: a fraction is never rounded."""
    typed = " ".join(str(text or "").split())
    if not typed:
        raise ValueError(EMPTY)
    if not _WHOLE.fullmatch(typed):
        raise ValueError(UNREADABLE)
    return int(typed.replace(".", "").replace(" ", ""))
