"""What became of one typed value, and the tidying that every kind of value shares."""

import unicodedata
from dataclasses import dataclass
from typing import Any

LONGEST = 500  # nobody types more into one box; longer text is refused before any work is done on it

_ODD_SIGNS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("’‘ʼʻ`´′", "'"))


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`value` is the only form that may be stored; `message` tells the person who typed what to do next."""

    value: Any = None
    changed: bool = False
    code: str | None = None
    flags: tuple[str, ...] = ()
    message: str = ""

    @property
    def verdict(self) -> str:
        if self.code:
            return "reject"
        if self.flags:
            return "ok_flag"
        return "ok_normalized" if self.changed else "ok"

    @property
    def is_ok(self) -> bool:
        return self.code is None


def refuse(code: str, messages: dict[str, str]) -> Cleaned:
    return Cleaned(code=code, message=messages[code])


def plain_signs(text: str) -> str:
    """Hyphens and apostrophes of every make become the ones on a keyboard."""
    return text.translate(_ODD_SIGNS)


def one_line(text: str) -> str:
    """Runs of blanks of every kind, line breaks too, become one space; none at the ends."""
    return " ".join(text.split())


def without_invisible(text: str) -> str:
    """Drops zero-width and direction marks, which come along when a chat or a web page is copied."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def tidy(text: str | None) -> str:
    """A code or number as the person sees it, without the apostrophe that keeps Excel from changing it."""
    return one_line(plain_signs(without_invisible(text or ""))).removeprefix("'").strip()


def is_blank(text: str) -> bool:
    """A dash or a dot in a box means that nothing was filled in."""
    return not text.strip(" -._/'")
