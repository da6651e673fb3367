"""Who gets a stall: the frozen list and a seed in, an order out. Pure, so that anybody can repeat it.

Applicants who lost most often since their last stall come first. Among equals the order is that of
SHA-256("seed:digest of the list:application number") in hexadecimal digits, the smallest first.
"""

import hashlib
import re
from dataclasses import dataclass

RULE = "okoce-lapak-1"

_SEED = re.compile(r"[0-9A-Za-z][0-9A-Za-z .,/_-]{0,63}")
_LINE = re.compile(r"(\d+);(\d+);([a-z]+)")


@dataclass(frozen=True)
class Entry:
    number: int
    losses: int
    category: str


@dataclass(frozen=True)
class Place:
    """Somebody's place in the order, from 1: a stall while there are any, then a number on the reserve list."""

    position: int
    number: int
    stall: int | None
    reserve: int | None


def canonical(bazaar: int, stalls: int, entries: list[Entry]) -> str:
    """The list as it is frozen: the same applications give the same bytes, in whatever order they come."""
    lines = [f"{entry.number};{entry.losses};{entry.category}" for entry in sorted(entries, key=lambda e: e.number)]
    return "\n".join([RULE, f"bazar {bazaar}", f"lapak {stalls}", "nomor;kekalahan;jenis", *lines]) + "\n"


def parse(text: str) -> tuple[int, list[Entry]]:
    """Stalls and entries of a frozen list."""
    rule, _, stalls, _, *lines = text.splitlines()
    if rule != RULE:
        raise ValueError(f"list of another rule: {rule}")
    found = [_LINE.fullmatch(line).groups() for line in lines]
    return int(stalls.removeprefix("lapak ")), [Entry(int(n), int(losses), kind) for n, losses, kind in found]


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def clean_seed(text: str) -> str | None:
    """The seed as it is stored, or None: signs every keyboard has, so that it can be typed again."""
    text = " ".join(text.split())
    return text if _SEED.fullmatch(text) else None


def ticket(seed: str, digest: str, number: int) -> str:
    return hashlib.sha256(f"{seed}:{digest}:{number}".encode()).hexdigest()


def run(text: str, seed: str, *, left_out: frozenset[int] = frozenset()) -> list[Place]:
    """Everybody's place. Who has withdrawn is left out; that changes nobody's order, they only move up."""
    stalls, entries = parse(text)
    digest = fingerprint(text)
    staying = [entry for entry in entries if entry.number not in left_out]
    ordered = sorted(staying, key=lambda e: (-e.losses, ticket(seed, digest, e.number)))
    return [
        Place(position, entry.number, position, None)
        if position <= stalls
        else Place(position, entry.number, None, position - stalls)
        for position, entry in enumerate(ordered, start=1)
    ]


def losses_since_win(wins: list[bool]) -> int:
    """How often somebody lost since they last won; the latest first."""
    return wins.index(True) if True in wins else len(wins)
