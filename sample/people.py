"""Invented people as plans: what a row of the register will hold, before anything is written."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from participants.cleaning.nik import FEMALE_DAY
from participants.cleaning.registration_numbers import ALPHABET, make
from participants.cleaning.sexes import Sex
from sample.draws import Draws
from sample.words import BIRDS, FLOWERS, MEN, TRADES, WOMEN

# Shares of all registered people who got at least so far, as Dinas PPKUKM published them on 27 October 2021.
FUNNEL = {2: 0.62, 3: 0.55, 4: 0.52, 5: 0.16, 6: 0.12, 7: 0.02}
UNCHECKED = 0.08  # registered online and never shown their card
DESK = 0.70  # most people register at the kecamatan desk
SHOW_RATE = 0.63  # 504 of 800 came, Pasar Minggu 2018
BOOK_IN_VAIN = (FUNNEL[2] / SHOW_RATE - FUNNEL[2]) / (1 - FUNNEL[2])
BEGIN_BY = {1: 1.0, 2: 0.85, 3: 0.75, 4: 0.7, 5: 0.6, 6: 0.5, 7: 0.45}  # of the year: who got far began early
BIRTHDAYS = 16_425  # days in 45 years: birth day and serial together are never given twice


class Luck(NamedTuple):
    """What chance says of a person, each a number in [0, 1)."""

    depth: float
    checked: float
    desk: float
    comes_later: float
    registered: float
    books: float
    sex: float
    born: float


@dataclass(frozen=True)
class Plan:
    """One person. `depth` is the furthest of the seven stages; days are counted from the start of the year."""

    seed: str
    row: int
    kelurahan: str
    days: int  # days of the year that have passed

    def draws(self, table):
        return Draws(self.seed, table, self.row)

    @cached_property
    def _luck(self):
        draws = self.draws("person")
        return Luck(*[draws.share() for _ in Luck._fields])

    @cached_property
    def depth(self):
        return max((stage for stage, share in FUNNEL.items() if self._luck.depth < share), default=1)

    @property
    def kecamatan(self):
        return self.kelurahan[:8]

    @property
    def is_checked(self):
        return self.depth > 1 or self._luck.checked >= UNCHECKED / (1 - FUNNEL[2])

    @property
    def at_desk(self):
        return self.is_checked and self._luck.desk < DESK

    @property
    def check_day(self):
        """Day of the check at a desk; None for who shows the card at a first attendance, or never."""
        if self.at_desk:
            return self.registered_day
        if self.is_checked and self.depth == 1:
            later = self.registered_day + 2 + int(self._luck.comes_later * 29)
            return later if later < self.days else None
        return None

    @property
    def books(self):
        """Whether they take a seat. Who comes is 63 in 100 of them."""
        return self.depth > 1 or self._luck.books < BOOK_IN_VAIN

    @cached_property
    def registered_day(self):
        return int(self._luck.registered * BEGIN_BY[self.depth] * max(self.days - 1, 0))

    @property
    def sex(self):
        return Sex.FEMALE if self._luck.sex < 0.62 else Sex.MALE

    @property
    def born_on(self):
        """The day in the NIK."""
        return dt.date(1961, 1, 1) + dt.timedelta(days=(self.row * 7919 + 4217) % BIRTHDAYS)

    @property
    def born_elsewhere(self):
        return self._luck.born >= 0.7

    @property
    def nik(self):
        """Nobody's number: kecamatan of birth, invented birth day, serial from 9001."""
        born_on = self.born_on
        day = born_on.day + (FEMALE_DAY if self.sex == Sex.FEMALE else 0)
        place = "320101" if self.born_elsewhere else self.kelurahan.replace(".", "")[:6]
        return f"{place}{day:02d}{born_on:%m%y}{9001 + (self.row // BIRTHDAYS) % 999:04d}"

    @cached_property
    def name(self):
        draws = self.draws("name")
        given = draws.pick(WOMEN if self.sex == Sex.FEMALE else MEN)
        if draws.chance(0.06):
            return given  # one word is a whole name
        second = f" {draws.pick(FLOWERS)}" if draws.chance(0.3) else ""
        return f"{given}{second} {draws.pick(FLOWERS)}"

    @property
    def phone(self):
        return f"+628120000{self.row % 10_000:04d}"

    @property
    def street(self):
        draws = self.draws("street")
        return f"Jalan {draws.pick(BIRDS)} {draws.pick(['Raya', 'I', 'II', 'Dalam'])} No. {draws.between(1, 180)}"

    def trade(self, commodity):
        return self.draws("trade").pick(TRADES[commodity])

    def registration_number(self, year):
        """All different: the row number, shuffled by a step that shares no factor with the number of numbers."""
        size = len(ALPHABET)
        number = (self.row * 523_456_789 + 77_777) % size**6
        signs = [ALPHABET[number // size**place % size] for place in range(6)]
        return make(year, choice=lambda _: signs.pop())
