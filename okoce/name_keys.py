"""Names as they are compared: capitals, marks on letters and the make of an apostrophe do not matter. Pure."""

import unicodedata

from okoce.typed_text import one_line, plain_signs, without_invisible


def written_plainly(text):
    """Return a name in NFC, on one line, with plain hyphens and apostrophes."""
    if text.isascii():  # none of these but the grave accent, and NFKC changes nothing
        return one_line(plain_signs(text))
    # Twice, because NFKC (wide letters, ligatures, exotic blanks) may bring forth another hyphen.
    for _ in range(2):
        text = unicodedata.normalize("NFKC", plain_signs(without_invisible(text)))
    return one_line(text)


def key(name):
    """Return one text for all ways of writing a name: "Nur’aini", "NUR'AINI" and "nur`aini" are nuraini."""
    letters = written_plainly(name)
    letters = letters.lower() if letters.isascii() else unicodedata.normalize("NFKD", letters).casefold()
    return one_line("".join(c if c.isalnum() else " " if c in " -.,/" else "" for c in letters))
