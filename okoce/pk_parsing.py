"""Row numbers as they come in addresses and forms: anything else is no number, never an error."""

LARGEST = 2**63 - 1  # of a bigint, the key of both databases


def row_number(text):
    """Return the number a text names, or None where no row can have it."""
    is_number = bool(text) and text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))
    return int(text) if is_number and 1 <= int(text) <= LARGEST else None


def names_no_row(text):
    """Whether a text is made of digits and yet names no row: too large for a key, or not in ASCII."""
    digits = text.removeprefix("-")
    return digits.isdigit() and not (digits.isascii() and len(digits) <= len(str(LARGEST)) and int(digits) <= LARGEST)


class RowNumberConverter:
    """`<row:pk>` in an address. A number that no row can have does not match, so the page is not found."""

    regex = "[1-9][0-9]{0,18}"

    def to_python(self, value):
        number = row_number(value)
        if number is None:
            raise ValueError
        return number

    def to_url(self, value):
        return str(value)


class RegionCodeConverter:
    """`<region:code>` in an address: the Kemendagri code of a place, from province to kelurahan."""

    regex = r"[0-9]{2}(?:\.[0-9]{2}){0,2}(?:\.[0-9]{4})?"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return str(value)
