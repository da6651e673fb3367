"""A notice before it goes out, and how many people it reached by which way. Plain values."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from okoce.formats import angka


@dataclass(frozen=True)
class Letter:
    """One thing to say to one person, in words without their name.

    `key` names what happened, once. `call_from` is when a message that nobody read becomes a call; without it never.
    After `useful_until` nobody need be called any more.
    """

    participant: object
    kind: str
    key: str
    subject: str
    text: str
    url: str = ""
    useful_until: datetime | None = None
    call_from: datetime | None = None


@dataclass(frozen=True)
class Reminder:
    """Something that begins on a day, for one person. `key` names the event, the person's part in it, and the day."""

    letter: Letter
    topic: object


class Reached(NamedTuple):
    """People by the way their notice took."""

    by_message: int = 0
    to_call: int = 0

    def __add__(self, other):
        """Both together: of two groups without anybody in common."""
        return Reached(self.by_message + other.by_message, self.to_call + other.to_call)

    @property
    def people(self):
        return self.by_message + self.to_call

    @property
    def in_words(self):
        """4 lewat pesan, 15 perlu ditelepon."""
        words = [f"{angka(self.by_message)} lewat pesan", f"{angka(self.to_call)} perlu ditelepon"]
        counted = [word for word, number in zip(words, self, strict=True) if number]
        return ", ".join(counted) or "tidak ada yang perlu dikabari"
