"""Pages of lists. One that grows at the top is asked by the last row seen, so no row is shown twice or skipped."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db.models import DateTimeField, Expression, IntegerField, Q
from django.utils.http import urlencode

from okoce import work_counts
from okoce.pk_parsing import row_number

SIZE = 20
MOST_COUNTED = 1_000
_KEYS = ("sebelum", "sesudah")


@dataclass(frozen=True)
class Page:
    rows: list
    newer: int | str | None = None
    older: int | str | None = None


def page(rows, *, before=None, after=None):
    """At most SIZE rows, newest first: those older than `before`, or the ones just newer than `after`."""
    if after:
        return _cut(rows.filter(pk__gt=after).order_by("pk"), _pk, goes_back=True)
    if before:
        rows = rows.filter(pk__lt=before)
    return _cut(rows.order_by("-pk"), _pk, is_first=not before)


def _cut(rows, key, *, is_first=False, goes_back=False):
    """The Page of the first of these rows. Rows that go back come in the reverse order of their list."""
    found = list(rows[: SIZE + 1])
    has_more, found = len(found) > SIZE, found[:SIZE]
    if not found:
        return Page(found)
    if goes_back:
        found.reverse()
    has_newer, has_older = (has_more, True) if goes_back else (not is_first, has_more)
    return Page(found, newer=key(found[0]) if has_newer else None, older=key(found[-1]) if has_older else None)


def _pk(row):
    return row["pk"] if isinstance(row, dict) else row.pk


def paged(request, rows):
    """Return (rows of the page a request asks for, {"previous_url", "next_url"} with the same filters)."""
    shown = page(rows, before=row_number(request.GET.get("sebelum")), after=row_number(request.GET.get("sesudah")))
    return shown.rows, {
        "previous_url": _address(request, sesudah=shown.newer),
        "next_url": _address(request, sebelum=shown.older),
    }


def paged_by_day(request, rows, field):
    """Return the same for a list that begins with the earliest day or instant of a column, and then by number."""
    column = rows.model._meta.get_field(field)
    before, after = (_key(request.GET.get(name), column) for name in ("sebelum", "sesudah"))
    shown = page_by_day(rows, field, before=before, after=after)
    return shown.rows, {
        "previous_url": _address(request, sebelum=shown.newer),
        "next_url": _address(request, sesudah=shown.older),
    }


def page_by_day(rows, field, *, before=None, after=None):
    """At most SIZE rows of dicts: those that come after a (day, number), or the ones just before it."""
    key = partial(_named, field=field)
    if before:
        return _cut(_beyond(rows, field, "lt", before).order_by(f"-{field}", "-pk"), key, goes_back=True)
    if after:
        rows = _beyond(rows, field, "gt", after)
    return _cut(rows.order_by(field, "pk"), key, is_first=not after)


def _beyond(rows, field, side, key):
    day, number = key
    return rows.filter(Q(**{f"{field}__{side}": day}) | Q(**{field: day, f"pk__{side}": number}))


def _named(row, *, field):
    return f"{row[field].isoformat()}_{row['pk']}"


def _key(text, field):
    """(day or instant, number) of such a row as an address names it, None where it names none."""
    day, _, number = (text or "").partition("_")
    is_instant = isinstance(field, DateTimeField)
    try:
        found = (datetime if is_instant else date).fromisoformat(day), row_number(number)
    except ValueError:
        return None
    return found if found[1] and (not is_instant or found[0].tzinfo) else None


def filters(request):
    """Return {name: value} of what an address asks for besides a place in the list."""
    return {name: value for name, value in request.GET.items() if name not in _KEYS}


def _address(request, **key):
    query = filters(request)
    return f"?{urlencode(query | key)}" if all(key.values()) else ""


def count_work(rows):
    """Return how many rows there are, up to one more than MOST_COUNTED: a list of work is no figure to be exact."""
    return rows.order_by().values("pk")[: MOST_COUNTED + 1].count()


def paged_work(request, work, shown):
    """Return (rows of the page a request asks for, {"previous_url", "next_url", "count", "most"}).

    `work` is the list that is counted, `shown` the same with what its rows show.
    """
    rows, addresses = paged(request, shown)
    return rows, addresses | counted_of(request, work, rows, addresses)


def counted_of(request, work, rows, addresses):
    """{"count", "most"} of a list with these rows on the page asked for; of a longer one, as counted within seconds."""
    if not any(addresses.values()):
        return {"count": len(rows), "most": MOST_COUNTED}
    name = f"{request.path}?{urlencode(filters(request))}"
    return {"count": work_counts.kept(request.user, name, lambda: count_work(work)), "most": MOST_COUNTED}


class RowsOf(Expression):
    """How many rows a query has that asks for nothing of the outer one: so it is written as it stands, not resolved
    and its tables not renamed as in a Subquery."""

    template = "(SELECT COUNT(*) FROM (%s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, rows, *, most=None):
        """`most`: count no further."""
        super().__init__()
        self._query = rows.query.chain()
        self._query.clear_ordering(force=True)
        self._query.clear_select_clause()
        self._query.add_fields(["pk"])
        if most:
            self._query.set_limits(high=most)

    def as_sql(self, compiler, connection):
        sql, params = self._query.get_compiler(connection=connection).as_sql()
        return self.template % sql, params


def counted_together(lists, *, among):
    """What `count_work` says of each of {name: rows}, in one statement; nothing where `among` has no row."""
    counts = [RowsOf(rows, most=MOST_COUNTED + 1) for rows in lists.values()]
    found = among.order_by().values_list(*counts).first() or [0] * len(lists)
    return dict(zip(lists, found, strict=True))
