"""The number somebody logs in with, in the form in which it is kept. Registration judges whether it is a good one."""

import re

# +62…, 0062…, 62… (with the 0 dialled at home or without), 0…, or an 8 whose 0 was eaten by a spreadsheet.
_INDONESIAN = re.compile(r"(?:(?:\+|00)?620?|0|(?=8))([1-9][0-9]{7,11})")


def e164(text: str) -> str | None:
    """+62812…, or None when it does not look like an Indonesian telephone number."""
    whole = re.sub(r"(?<=[0-9]{9})\.0{1,2}$", "", text.strip())  # the decimal of a spreadsheet
    found = _INDONESIAN.fullmatch(re.sub(r"[\s().\u2010-\u2015-]", "", whole))
    return f"+62{found[1]}" if found else None


def shown(phone: str) -> str:
    """0812-0000-1234: as people here write it."""
    national = "0" + phone.removeprefix("+62")
    return "-".join(part for part in (national[:4], national[4:8], national[8:]) if part)
