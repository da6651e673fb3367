"""When somebody can come: 21 bits, day (0 Senin … 6 Minggu) * 3 + part (0 pagi, 1 siang, 2 malam)."""

from datetime import timedelta
from functools import lru_cache

from okoce.clock import WIB

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
PARTS = ("pagi", "siang", "malam")
HOURS = ((0, 12), (12, 17), (17, 24))  # the hour from and before which each part runs, on Jakarta's clock
CHOICES = tuple((day * 3 + part, f"{DAYS[day]} {PARTS[part]}") for day in range(7) for part in range(3))
ALL = 2**21 - 1


def pack(cells) -> int:
    """Numbers 0 to 20, as one number."""
    packed = 0
    for cell in cells:
        if not 0 <= int(cell) <= 20:
            raise ValueError("A week has 21 parts.")
        packed |= 1 << int(cell)
    return packed


def unpack(packed: int) -> list[int]:
    return [cell for cell in range(21) if packed >> cell & 1]


def covers(packed: int, day: int, part: int) -> bool:
    return bool(packed >> (day * 3 + part) & 1)


@lru_cache(maxsize=4096)  # the same meetings are looked at for everybody who looks for a session
def parts_of(start, end) -> int:
    """Return the parts of a week that the time from `start` to `end` touches, at most a week, as one number."""
    start, end = start.astimezone(WIB), end.astimezone(WIB)
    packed = 0
    for number in range(min((end.date() - start.date()).days, 6) + 1):
        day = start.date() + timedelta(days=number)
        first = start.hour if number == 0 else 0
        last = end.hour + bool(end.minute or end.second) if day == end.date() else 24
        for part, (begins, ends) in enumerate(HOURS):
            if first < ends and last > begins:
                packed |= 1 << (day.weekday() * 3 + part)
    return packed


def in_words(packed: int) -> str:
    """`Senin pagi, siang; Sabtu malam`"""
    if not packed:
        return "belum diisi"
    if packed == ALL:
        return "kapan saja"
    days = []
    for day, name in enumerate(DAYS):
        parts = [PARTS[part] for part in range(3) if covers(packed, day, part)]
        if parts:
            days.append(f"{name} {', '.join(parts)}")
    return "; ".join(days)


def rows(chosen) -> list[dict]:
    """The week as the grid of templates/parts/_availability.html draws it; `chosen` are cells, as numbers or text."""
    chosen = {str(cell) for cell in chosen or ()}
    return [
        {
            "label": day,
            "cells": [
                {"value": number * 3 + part, "label": f"{day} {word}", "checked": str(number * 3 + part) in chosen}
                for part, word in enumerate(PARTS)
            ],
        }
        for number, day in enumerate(DAYS)
    ]
