import hashlib

from tests.badinput import FOLDER


def test_the_copied_corpus_is_the_original_byte_for_byte():
    sums = dict(reversed(line.split()) for line in (FOLDER / "SHA256SUMS").read_text().splitlines())

    copies = {path.name: path for path in FOLDER.iterdir() if path.suffix in {".json", ".py"}}

    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in copies.items()} == sums
