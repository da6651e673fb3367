"""One thing written twice in a list: the same again is refused, two different tellings are both held. Pure."""

from collections import defaultdict

from participants.imports.row_verdicts import HOLD, NEW, REJECT

AGAIN = "Sudah ada dengan isi sama di baris {row}; hapus salah satu."


def settle(rows, key, conflict):
    """Settle the rows of which `key` says the same; `conflict` is said, with {row}, where they differ otherwise."""
    groups = defaultdict(list)
    for judged in rows:
        if judged.verdict == NEW:
            groups[key(judged)].append(judged)
    for group in groups.values():
        first, *others = group
        if all(_said(other) == _said(first) for other in others):
            for other in others:
                other.refuse(REJECT, "DUP_IN_FILE", message=AGAIN.format(row=first.place))
            continue
        for judged in group:
            other = next(other for other in group if _said(other) != _said(judged))
            judged.refuse(HOLD, "DUP_IN_FILE_CONFLICT", message=conflict.format(row=other.place))


def _said(judged):
    """What a row says besides how it spells the name, which only helps to find somebody."""
    return {name: value for name, value in judged.values.items() if name != "name"}
