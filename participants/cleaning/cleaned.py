"""What became of one typed value."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`value` is the only form that may be stored; `message` says what to do next to the person who typed."""

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
