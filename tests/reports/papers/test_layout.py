"""Papers keep their pages: two, two, four, and one a kecamatan; none is left empty at its foot, no name is broken."""

import re
import subprocess

import pytest

from tests.factories.frozen import NAMES, approved, frozen
from tests.reports.papers.drawn import draw
from tests.reports.papers.test_same_numbers import hide

pytestmark = pytest.mark.once

A4 = 842
FOOT = 0.93  # the running line below stands lower
ALL_CHANGED = [{"name": name, "words": "dilaporkan 284.164, kini 284.171: 7 data terlambat"} for name in NAMES]
REPORTED = {"period": 22, "edition": 1, "cut_off_on": "2026-11-08", "changes": ALL_CHANGED}
ACTION = {"what": "Kelas malam di RPTRA Krendang untuk yang bekerja siang", "figure": "Pelatihan", "tone": "bad"}
ACTION |= {"owner": "Satuan Pelaksana Kecamatan", "due_on": "2026-11-18", "expected": 40, "change": None}
ACTION |= {"state": "terlambat 9 hari"}


def nothing():
    figures = frozen("31.01.02", targets={})
    for row in figures["stages"]:
        row |= {"people": 0, "added": 0}
    for rows in (figures["kelurahan"], figures["trend"]):
        for row in rows:
            row["stages"] = dict.fromkeys(row["stages"], 0)
    return figures | {"waiting": 0, "training": dict.fromkeys(figures["training"], 0)}


def very_much():
    figures = frozen("31.73.04", reported=REPORTED, parts={"actions": [ACTION] * 5})
    for row in figures["stages"]:
        row |= {"people": row["people"] * 400, "target": 999_999}
    for rows in (figures["kelurahan"], figures["trend"]):
        for row in rows:
            row["stages"] = {stage: people * 400 for stage, people in row["stages"].items()}
    return figures


CASES = {
    "nothing": ("kecamatan", nothing, 2),
    "very much": ("kecamatan", very_much, 2),
    "approved": ("kecamatan", lambda: approved(very_much()), 2),
    "approved kota": ("kota", lambda: approved(frozen("31.74", reported=REPORTED)), 2),
    "few kelurahan": ("kecamatan", lambda: frozen("31.01.01"), 2),
    "hidden": ("kecamatan", lambda: hide(frozen("31.74.05")), 2),
    "two kecamatan": ("kota", lambda: frozen("31.01"), 2),
    "six kecamatan": ("kota", lambda: frozen("31.72"), 2),
    "ten kecamatan": ("kota", lambda: hide(frozen("31.75", reported=REPORTED)), 2),
    "province": ("provinsi", lambda: frozen("31", reported=REPORTED), 4),
    "deck": ("dek", lambda: hide(frozen("31.01")), 2),
}


@pytest.mark.parametrize("case", CASES)
def test_pages_are_as_many_as_said_and_full(case):
    kind, figures, count = CASES[case]

    pages = pages_of(draw(kind, figures()))

    assert len(pages) == count
    for height, words in pages:
        lowest = max(bottom for bottom, _ in words if bottom < FOOT * height)
        assert lowest > 0.8 * FOOT * height, f"ends at {lowest / height:.0%}"


def test_no_name_of_a_stage_is_broken():
    text = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=draw("kecamatan", frozen("31.73.04")), capture_output=True, check=True
    ).stdout.decode()

    assert not re.search(r"\w-\n", text)
    for name in NAMES:
        assert name in text


def pages_of(content):
    """[(height, [(bottom of a word, word)])] of each page."""
    command = ["pdftotext", "-bbox", "-", "-"]
    found = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    pages = re.findall(r'<page width="[\d.]+" height="([\d.]+)">(.*?)</page>', found, re.DOTALL)
    words = re.compile(r'yMax="([\d.]+)">(.*?)</word>')
    return [(float(height), [(float(y), word) for y, word in words.findall(page)]) for height, page in pages]
