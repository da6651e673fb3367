"""`python -m bench.twins`: how many planted pairs of each kind are found, how many false ones, at what CPU time."""

import sys
import time
from collections import Counter
from itertools import chain

from bench import invented_twins
from okoce import name_keys
from participants.twins import matching

MUST = dict.fromkeys(invented_twins.KINDS, 0.95) | {"maiden": 0.60}
MOST_FALSE, MOST_SECONDS = 3, 300


def measure(count, planted):
    """Return (the register, recall of each kind, false pairs a true one, CPU seconds, numbers that were opened)."""
    register = invented_twins.make(count, planted)
    opened = Counter()

    def nik_of(pk):
        opened[pk] += 1
        return register.people[pk].nik

    started = time.process_time()
    people = [
        matching.person(pk, name_keys.key(row.name), row.birth_on, row.sex, row.phone, row.kelurahan)
        for pk, row in enumerate(register.people)
    ]
    blocks = chain(matching.by_birth_date(people), matching.by_phone(people), matching.by_sound(people))
    found = {(pair.one, pair.other) for pair in matching.pairs(blocks, nik_of)}
    seconds = time.process_time() - started
    hits = Counter(kind for pair, kind in register.planted.items() if pair in found)
    kinds = Counter(register.planted.values())
    recall = {kind: hits[kind] / kinds[kind] for kind in kinds}
    return register, recall, (len(found) - hits.total()) / max(hits.total(), 1), seconds, len(opened)


def main(count=100_000, planted=2_000):
    register, recall, false, seconds, opened = measure(count, planted)
    print(f"{count:,} people, {register.names:,} distinct names, {planted:,} planted pairs")
    for kind, share in recall.items():
        print(f"  {kind:8} recall {share:6.1%} (at least {MUST[kind]:.0%})")
    print(f"  {false:.2f} false candidates a true one (at most {MOST_FALSE})")
    print(f"  {seconds:.1f} s of CPU (at most {MOST_SECONDS}), {opened:,} numbers opened")
    is_kept = all(recall[kind] >= MUST[kind] for kind in recall) and false <= MOST_FALSE and seconds <= MOST_SECONDS
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
