"""Which counts of a table by places are hidden: small ones, and enough others that none can be worked out. Pure.

One column is decided at a time, for the whole tree of places at once, so that every page and paper hides the same.
All sums are taken to be published. Read a place as *shown* or *hidden*; then each shown place whose parts are partly
hidden gives away one sum: how many people the hidden parts below it hold together. Nothing else is given away, since
sums that belong to different shown places have no part in common. Three rules keep each of these sums from telling:

- At least two hidden parts share it. A lone small one takes the first of its place with it, and if it is the first
  itself, the second. Who is first is public (the fewest inhabitants), never chosen by the counts: so which part
  came along says nothing of its count.
- A hidden place that is not small itself may show its large parts, but never its first one.
- The hidden parts hold four people or more together; else the next places in order come along. Where that has
  happened, a reader who knows the rule learns that those before hold one to three people together.

Everything below a hidden small place is hidden. Zeros are small, too, but where all small parts of a shown place are
zeros, they are shown: they are of nobody, and no other number is narrowed by them.
Figures made from others (sums of columns, differences, shares, changes since a day) are shown only where all of those
are; then they give nothing away that is not shown.
"""

from okoce.small_counts import is_small

FEWEST_TOGETHER = 4


def hidden_places(parts, counts, root, *, also=frozenset()):
    """Return the codes that are hidden in a column.

    `parts` has the parts of each place in their public order, `counts` a number for every place in it. A tree that
    ends higher up is decided as the same tree with all its parts. `also`: codes to hide whatever they count, as what
    another column of theirs would tell; a reader may know which these are.
    """
    hidden = {root} if root in also or (counts[root] and is_small(counts[root])) else set()
    anchor = {root: root}  # the shown place whose sum a place belongs to
    level = [root]
    while level := [place for place in level if place in parts]:
        groups = {}
        for place in level:
            groups.setdefault(anchor[place], []).append(place)
        for places in groups.values():
            _hide_parts(places, parts, counts, hidden, also)
        for place in level:
            for part in parts[place]:
                anchor[part] = anchor[place] if part in hidden else part
        level = [part for place in level for part in parts[place]]
    return hidden


def _hide_parts(places, parts, counts, hidden, also):
    """Hide the parts of places that share one sum: one shown place, or hidden ones below the same shown place."""
    chosen = [part for place in places for part in _first_choice(place, parts[place], counts, hidden, also)]
    if chosen:
        rest = (part for place in places for part in parts[place] if part not in chosen)
        while sum(counts[part] for part in chosen) < FEWEST_TOGETHER and (more := next(rest, None)):
            chosen.append(more)
        hidden.update(chosen)


def _first_choice(place, parts, counts, hidden, also):
    chosen = tuple(part for part in parts if part in also or is_small(counts[part]))
    if place in hidden:
        return parts if is_small(counts[place]) else _with(chosen, parts[:1])
    if not any(part in also or counts[part] for part in chosen):
        return ()
    return _with(chosen, parts[:2] if chosen == parts[:1] else parts[:1])


def _with(small, others):
    return (*small, *(part for part in others if part not in small))
