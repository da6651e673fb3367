"""Invented people as plans: what a row of the register will hold, before anything is written."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from participants.registration_numbers import ALPHABET, make
from reports.sample.draws import Draws
from reports.sample.words import BIRDS, FLOWERS, MEN, TRADES, WOMEN

# Shares of all registered people who got at least so far, as Dinas PPKUKM published them on 27 October 2021.
FUNNEL = {2: 0.62, 3: 0.55, 4: 0.52, 5: 0.16, 6: 0.12, 7: 0.02}
UNCHECKED = 0.08  # registered online and never shown their card
DESK = 0.70  # most people register at the kecamatan desk
SHOW_RATE = 0.63  # 504 of 800 came, Pasar Minggu 2018
BIRTHDAYS = 16_425  # days in 45 years: birth day and serial together are never given twice


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
    def depth(self):
        luck = self.draws("depth").share()
        return max((stage for stage, share in FUNNEL.items() if luck < share), default=1)

    @cached_property
    def is_checked(self):
        return self.depth > 1 or not self.draws("checked").chance(UNCHECKED / (1 - FUNNEL[2]))

    @cached_property
    def at_desk(self):
        return self.is_checked and self.draws("desk").chance(DESK)

    @cached_property
    def check_day(self):
        """Day of the check at a desk; None for who shows the card at a first attendance, or never."""
        if self.at_desk:
            return self.registered_day
        if self.is_checked and self.depth == 1:
            later = self.registered_day + self.draws("came to the desk").between(2, 30)
            return later if later < self.days else None
        return None

    @cached_property
    def books(self):
        """Whether they take a seat. Who comes is 63 in 100 of them."""
        missing = (FUNNEL[2] / SHOW_RATE - FUNNEL[2]) / (1 - FUNNEL[2])
        return self.depth > 1 or self.draws("books").chance(missing)

    @cached_property
    def registered_day(self):
        """Who got far began early."""
        latest = {1: 1.0, 2: 0.85, 3: 0.75, 4: 0.7, 5: 0.6, 6: 0.5, 7: 0.45}[self.depth]
        return int(self.draws("registered").share() * latest * max(self.days - 1, 0))

    @cached_property
    def sex(self):
        return "P" if self.draws("sex").chance(0.62) else "L"

    @cached_property
    def birth_on(self):
        return dt.date(1961, 1, 1) + dt.timedelta(days=(self.row * 7919 + 4217) % BIRTHDAYS)

    @cached_property
    def nik(self):
        """Nobody's number: kecamatan of birth, invented birth day, serial from 9001."""
        day = self.birth_on.day + (40 if self.sex == "P" else 0)
        place = self.kelurahan.replace(".", "")[:6] if self.draws("born").chance(0.7) else "320101"
        return f"{place}{day:02d}{self.birth_on:%m%y}{9001 + (self.row // BIRTHDAYS) % 999:04d}"

    @cached_property
    def name(self):
        draws = self.draws("name")
        given = draws.pick(WOMEN if self.sex == "P" else MEN)
        if draws.chance(0.06):
            return given  # one word is a whole name
        second = f" {draws.pick(FLOWERS)}" if draws.chance(0.3) else ""
        return f"{given}{second} {draws.pick(FLOWERS)}"

    @cached_property
    def phone(self):
        return f"+628120000{self.row % 10_000:04d}"

    @cached_property
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
