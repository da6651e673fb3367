"""From plain words ("jualan gorengan keliling") to the KBLI classes that are most like them. Pure."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# What people say of any business, and so distinguishes none.
_EMPTY = frozenset(
    "aja atau bagi bikin buat cara dagang dalam dan dari dengan di guna hal ini itu jenis jual jualan juga ke kecil "
    "kecilan kecil2an lain lainnya lewat macam membuat menjual mereka oleh pada pedagang penjual per produk produksi "
    "rumah rumahan saya sejenisnya sendiri serta tempat terima tersebut tertentu untuk usaha usahanya warga yang yg "
    "industri perdagangan eceran penyediaan".split()
)


@dataclass(frozen=True)
class Entry:
    id: int
    code: str
    title: str
    example: str
    commodity: str
    is_usual: bool = False


def words(text: str) -> list[str]:
    found = re.findall(r"[a-z0-9]+", (text or "")[:200].lower())
    return [word for word in found if len(word) > 1 and word not in _EMPTY]


def search(text: str, entries, *, most: int = 6) -> list[Entry]:
    """The entries most like the words, best first; none when nothing is alike."""
    wanted = {word: 1.0 for word in words(text)}
    for word in list(wanted):
        for other in _also().get(word, "").split():
            wanted.setdefault(other, 0.6)
    scored = [(_score(wanted, entry), entry) for entry in entries]
    scored = [pair for pair in scored if pair[0] > 0]
    scored.sort(key=lambda pair: (-pair[0], pair[1].code))
    return [entry for _, entry in scored[:most]]


def _score(wanted, entry):
    total = 0.0
    for field, weight in ((entry.example, 3.0), (entry.title, 2.0), (entry.commodity, 1.0)):
        tokens = set(words(field))
        total += sum(weight * worth * _likeness(word, tokens) for word, worth in wanted.items())
    return total * (1.15 if entry.is_usual else 1.0)


def _likeness(word, tokens):
    """1 for the word itself, less for one that begins with it or carries it: `jahit` in `penjahitan`."""
    if word in tokens:
        return 1.0
    if len(word) < 4:
        return 0.0
    if any(token.startswith(word) or (len(token) > 3 and word.startswith(token)) for token in tokens):
        return 0.7
    return 0.5 if any(word in token for token in tokens) else 0.0


@cache
def _also() -> dict[str, str]:
    """Words of the street and the words that the classes have for them."""
    lines = (Path(__file__).parent / "data/trade_words.csv").read_text().splitlines()[1:]
    return dict(line.split(",", 1) for line in lines)
