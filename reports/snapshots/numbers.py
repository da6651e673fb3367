"""Numbers of editions and of their papers as they are printed: 2026-23-R1, 2026-23-R1-31.73.02. Pure."""

import re
from typing import NamedTuple

_NUMBER = re.compile(r"(\d{4})-(\d{1,2})-R(\d{1,3})(?:-(\d\d(?:\.\d\d){0,2}))?", re.IGNORECASE)


class Number(NamedTuple):
    """`region` is empty for the edition as a whole."""

    year: int
    period: int
    edition: int
    region: str = ""


def printed(year, period, edition, region=""):
    """Return a number as it stands on paper."""
    return f"{year}-{period:02d}-R{edition}" + (f"-{region}" if region else "")


def parse(text):
    """Return the Number that somebody typed, None for anything else."""
    found = _NUMBER.fullmatch("".join(text.split()))
    if found is None:
        return None
    year, period, edition, region = found.groups()
    return Number(int(year), int(period), int(edition), region or "")
