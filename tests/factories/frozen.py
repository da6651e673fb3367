"""Frozen figures as snapshots hold them, of the real places, without a database: what papers are drawn from."""

import csv
import random
from datetime import date, timedelta
from functools import cache

from django.conf import settings

from okoce.programme.stages import Stage
from okoce.regions.levels import JAKARTA

NAMES = ("Pendaftaran", "Pelatihan", "Pendampingan", "Perizinan", "Pemasaran", "Pelaporan Keuangan", "Permodalan")
ON = date(2026, 11, 22)
SHARES = (1, 0.77, 0.63, 0.55, 0.15, 0.07, 0.015)
EVIDENCE = {
    "izin_terbit_nib": 402,
    "izin_terbit_pirt": 61,
    "izin_terbit_halal": 17,
    "izin_terbit_merek": 9,
    "izin_ditolak": 24,
    "modal_cair": 11,
    "rupiah_cair": 148_500_000,
    "modal_ditolak": 8,
    "tidak_berminat": 133,
    "pendamping": 5,
    "ditemui_30_hari": 220,
    "lama_tidak_ditemui": 150,
    "belum_ditemui": 41,
    "laporan_bulanan": 310,
    "penjual": 96,
    "rupiah_penjualan": 83_250_000,
    "orang_bekerja": 512,
    "pemilik_menjawab": 187,
}
KEYS = ("sessions", "seats", "booked", "attended")


@cache
def regions():
    """{code: row} of every place."""
    path = settings.ROOT / "okoce/regions/data/wilayah_dki.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["kode"]: row for row in csv.DictReader(file)}


def approved(figures):
    """The same figures as those of an approved edition are printed, with two paragraphs."""
    number = f"2026-23-R1-{figures['code']}"
    paragraph = "Dua sesi di awal November dibatalkan karena banjir; gantinya dijadwalkan pekan pertama Desember. "
    return figures | {
        "edition": {
            "name": "R1",
            "number": number,
            "state": "approved",
            "approved_by": "Ratna Kenanga",
            "approved_at": "2026-11-23T09:40:00+00:00",
            "paragraph": paragraph * 6,
            "kota_paragraph": paragraph * 6,
            "address": f"/laporan/cek/{number}/",
        }
    }


def inside(code):
    return [key for key in regions() if key.rpartition(".")[0] == code]


def frozen(code="31.73.04", *, targets=None, reported=None, parts=None):
    """The figures of a kecamatan, a kota or the province; those of larger areas are the sums of the smaller."""
    targets = {"pelatihan": 1000, "perizinan": 700} if targets is None else targets
    level = ("provinsi", "kabkota", "kecamatan")[code.count(".")]
    people, before = _people(code), _people(code, periods_ago=1)
    number = sum(key == code or key.startswith(f"{code}.") for key in regions() if key.count(".") == 2)
    figures = _heading() | {
        "code": code,
        "level": level,
        "name": regions()[code]["nama"],
        "registered": people[0] + 23 * number,
        "waiting": 23 * number,
        "stages": [
            {
                "stage": stage,
                "number": position,
                "name": NAMES[position - 1],
                "people": people[position - 1],
                "added": people[position - 1] - before[position - 1],
                "target": targets.get(stage, 0) * number,
            }
            for position, stage in enumerate(Stage.values, 1)
        ],
        "trend": [
            {"on": (ON - timedelta(days=14 * ago)).isoformat(), "stages": _stages(_people(code, periods_ago=ago))}
            for ago in range(7, -1, -1)
        ],
        "training": dict(zip(KEYS, (11 * number, 1100 * number, 841 * number, 604 * number), strict=True)),
        "training_added": dict(zip(KEYS, (2 * number, 200 * number, 171 * number, 104 * number), strict=True)),
        "reported": reported,
        "parts": {"evidence": _evidence(number)} | (parts or {}),
    }
    return figures | _inside(code, level, targets)


def _evidence(number):
    return {"on": ON.isoformat()} | {key: some * number for key, some in EVIDENCE.items()}


def _inside(code, level, targets):
    if level == "kecamatan":
        rows = [
            {"code": key, "name": regions()[key]["nama"], "waiting": 2, "stages": _stages(_people(key))}
            for key in inside(code)
        ]
        kota = regions()[code.rpartition(".")[0]]["nama"]
        return {"kecamatan": regions()[code]["nama"], "kota": kota, "kelurahan": rows}
    found = {"areas": [_area(key, targets) for key in inside(code)]}
    if code == JAKARTA:
        found["all_kecamatan"] = [_area(key, targets) for kota in inside(code) for key in inside(kota)]
    return found


def _area(code, targets):
    number = max(len(inside(code)), 1) if code.count(".") == 1 else 1
    people, before = _people(code), _people(code, periods_ago=1)
    added = {stage: now - was for stage, now, was in zip(Stage.values, people, before, strict=True)}
    kota = regions()[code if code.count(".") == 1 else code.rpartition(".")[0]]["nama"]
    return {
        "code": code,
        "name": regions()[code]["nama"],
        "kota": kota,
        "waiting": 23 * number,
        "stages": _stages(people),
        "added": added,
        "targets": {stage: targets.get(stage, 0) * number for stage in Stage.values},
    }


def _people(code, *, periods_ago=0):
    """People by stage: of a kelurahan from its code, of the others the sum of what lies in them."""
    if code.count(".") == 3:
        size = random.Random(code).randrange(30, 130) * (12 - periods_ago) // 12
        return [int(size * share) for share in SHARES]
    return [
        sum(column) for column in zip(*(_people(key, periods_ago=periods_ago) for key in inside(code)), strict=True)
    ]


def _stages(people):
    return dict(zip(Stage.values, people, strict=True))


def _heading():
    return {
        "programme": "Tahun program 2026",
        "period": 23,
        "starts_on": (ON - timedelta(days=13)).isoformat(),
        "ends_on": ON.isoformat(),
        "cut_off_on": ON.isoformat(),
        "days_passed": 326,
        "days_total": 365,
        "measures": {"attendance_percent": 75, "notes": 2, "days_apart": 7, "statements": 3, "months": 6},
    }
