"""Row numbers as they come in addresses and forms: anything else is no number, never an error."""

LONGEST = 18  # digits; the largest key of either database has 19


def row_number(text):
    """The number a text names, or None."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= LONGEST else None
