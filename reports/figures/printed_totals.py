"""Angka terbitan: totals of the programme as others published them, with their source. Never mixed with our figures."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from okoce.programme.stages import Stage

SOURCE = "angka terbitan"
FILE = Path(__file__).parent / "data" / "angka_terbitan.csv"
_STAGES = dict(zip(("P1", "P2", "P3", "P4", "P5", "P6", "P7"), Stage.values, strict=True))  # as of 2021


@dataclass(frozen=True)
class PrintedTotal:
    on: date
    stage: str
    people: int
    owner: str
    quoted_from: str

    @property
    def stage_name(self):
        return Stage(self.stage).label


@cache
def totals():
    """[PrintedTotal] of 27 October 2021 for all of Jakarta, the only day with all seven stages, in their order."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [
            PrintedTotal(
                on=date.fromisoformat(row["tanggal"]),
                stage=_STAGES[row["tahap"]],
                people=int(row["nilai"]),
                owner=row["pemilik_angka"],
                quoted_from=row["dikutip_dari"],
            )
            for row in csv.DictReader(lines)
        ]
