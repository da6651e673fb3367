"""The way into a list of the admin by its day: year, month, day. Reckoned, not asked of the rows."""

import calendar
from dataclasses import dataclass

from okoce.clock import today
from okoce.formats import MONTHS
from okoce.programme import memory


@dataclass(frozen=True)
class DateLinks:
    """Links as (address, words): back to the wider span if there is one, and into each narrower one."""

    back: tuple | None
    into: list
    here: str = ""


def date_links(field, params, address):
    """Return the DateLinks of a list filtered by these parameters; `address({name: value}, [prefix])` makes links."""
    year, month, day = (_number(params.get(f"{field}__{part}")) for part in ("year", "month", "day"))

    def link(**parts):
        return address({f"{field}__{part}": number for part, number in parts.items()}, [f"{field}__"])

    if not year:
        return DateLinks(None, [(link(year=number), str(number)) for number in _years()])
    if not month or month > len(MONTHS):
        into = [(link(year=year, month=number), name) for number, name in enumerate(MONTHS, start=1)]
        return DateLinks((link(), "Semua tanggal"), into, here=str(year))
    name = f"{MONTHS[month - 1]} {year}"
    if day:
        return DateLinks((link(year=year, month=month), name), [], here=f"{day} {name}")
    days = calendar.monthrange(year, month)[1]
    into = [(link(year=year, month=month, day=number), str(number)) for number in range(1, days + 1)]
    return DateLinks((link(year=year), str(year)), into, here=name)


def _years():
    """From the programme's first year to the next one, since sessions and bazaars are planned ahead."""
    this_year = today().year
    first = min((row.year for row in memory.years().values()), default=this_year)
    return range(min(first, this_year), this_year + 2)


def _number(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 4 else 0
