"""The corpus of bad input in tests/data/badinput and its own judge."""

import importlib.util
import json
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent / "data/badinput"
TODAY = date(2026, 11, 21)  # `as_of` of every file

_spec = importlib.util.spec_from_file_location("badinput_judge", FOLDER / "judge.py")
judge = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(judge)


def cases(name, folder=FOLDER):
    corpus = json.loads((folder / name).read_text(encoding="utf-8"))
    assert corpus["as_of"] == TODAY.isoformat()
    return corpus["cases"]


def found(module):
    """Values that were taken wrongly, of one plain module."""
    return [case for case in cases("fields.json", FOLDER.with_name("found")) if case["module"] == module]


def complaints(case, cleaned):
    """What the judge holds against the answer; the other reason it may want does not count."""
    stored = str(cleaned.value) if cleaned.value is not None else None
    answer = {"verdict": cleaned.verdict, "stored": stored, "codes": [cleaned.code, *cleaned.flags]}
    failures, _ = judge.field(case, answer, {})
    return failures


def reason_differs(case, cleaned):
    answer = {"verdict": cleaned.verdict, "stored": None, "codes": [cleaned.code]}
    _, soft = judge.field({**case, "canonical": None}, answer, {})
    return soft
