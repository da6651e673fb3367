"""From plain words ("jualan gorengan keliling") to the KBLI classes that are most like them. Pure."""

import re
from collections import Counter, defaultdict
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


class Index:
    """Entries by the words they are known by: an example says most of one, its title less, its commodity least.

    Nothing of it changes once it is made.
    """

    def __init__(self, entries):
        self.known_by = defaultdict(list)  # word → [(place of the entry, weight)]
        self.entries = tuple(entries)
        for place, entry in enumerate(self.entries):
            for text, weight in ((entry.example, 3.0), (entry.title, 2.0), (entry.commodity, 1.0)):
                for word in set(words(text)):
                    self.known_by[word].append((place, weight))


def words(text: str) -> list[str]:
    found = re.findall(r"[a-z0-9]+", (text or "")[:200].lower())
    return [word for word in found if len(word) > 1 and word not in _EMPTY]


def search(text: str, index: Index, *, most: int = 6) -> list[Entry]:
    """The entries most like the words, best first; none when nothing is alike."""
    wanted = {word: 1.0 for word in words(text)}
    for word in list(wanted):
        for other in _also().get(word, "").split():
            wanted.setdefault(other, 0.6)
    scores = Counter()
    for word, worth in wanted.items():
        for (place, weight), likeness in _alike(word, index).items():
            scores[place] += weight * worth * likeness
    scored = [(score * (1.15 if index.entries[place].is_usual else 1.0), place) for place, score in scores.items()]
    scored.sort(key=lambda pair: (-pair[0], index.entries[pair[1]].code))
    return [index.entries[place] for _, place in scored[:most]]


def _alike(word, index):
    """{(place, weight): how like the word what the entry says there is}."""
    found = dict.fromkeys(index.known_by.get(word, ()), 1.0)
    if len(word) < 4:
        return found
    for token, entries in index.known_by.items():
        if likeness := _likeness(word, token):
            for known in entries:
                found[known] = max(found.get(known, 0.0), likeness)
    return found


def _likeness(word, token):
    """Less than the 1 of the word itself: of one that begins with it, or it with the other, or carries it."""
    if word in token:
        return 0.7 if token.startswith(word) else 0.5
    return 0.7 if len(token) > 3 and word.startswith(token) else 0.0


@cache
def _also() -> dict[str, str]:
    """Words of the street and the words that the classes have for them."""
    lines = (Path(__file__).parent / "data/trade_words.csv").read_text().splitlines()[1:]
    return dict(line.split(",", 1) for line in lines)
