from pathlib import Path

import pytest

from tests.badinput import FOLDER

ORIGINALS = Path(__file__).parents[2] / "shared/badinput"


def test_the_copied_corpus_is_the_original_byte_for_byte():
    if not ORIGINALS.is_dir():
        pytest.skip("The original corpus is not beside the project.")
    copies = [path for path in FOLDER.iterdir() if path.suffix in {".json", ".py"}]

    changed = [c.name for c in copies if c.read_bytes() != (ORIGINALS / c.name).read_bytes()]

    assert len(copies) == 7
    assert changed == []
