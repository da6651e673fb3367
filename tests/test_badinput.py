"""The corpora of typed values are copies, byte for byte."""

import hashlib
import json

import pytest

from tests.badinput import FOLDER


@pytest.mark.parametrize("folder", [FOLDER, FOLDER.with_name("found")], ids=lambda folder: folder.name)
def test_the_copied_corpus_is_the_original_byte_for_byte(folder):
    sums = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines())

    copies = {path.name: path for path in folder.iterdir() if path.suffix in {".json", ".py"}}

    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in copies.items()} == sums


def test_the_copied_spreadsheets_are_those_of_the_manifest():
    cases = json.loads((FOLDER / "manifest.json").read_text())["cases"]
    sums = {case["file"]: case["sha256"] for case in cases if not case["big"]}

    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (FOLDER / "files").iterdir()} == sums
