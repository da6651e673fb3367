"""Pages of a list that grows at the top: asked by the last row seen, so no row is shown twice or skipped."""

from dataclasses import dataclass

SIZE = 20


@dataclass(frozen=True)
class Page:
    rows: list
    newer: int | None = None
    older: int | None = None


def page(rows, *, before=None, after=None):
    """At most SIZE rows, newest first: those older than `before`, or the ones just newer than `after`."""
    if after:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: SIZE + 1])
        has_more, found = len(found) > SIZE, found[:SIZE][::-1]
        return Page(found, newer=found[0].pk if has_more else None, older=found[-1].pk if found else None)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: SIZE + 1])
    has_more, found = len(found) > SIZE, found[:SIZE]
    return Page(found, newer=found[0].pk if before and found else None, older=found[-1].pk if has_more else None)
