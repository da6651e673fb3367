"""Public pages that are not drawn again while nothing they show has moved."""

import functools
import hashlib
from typing import NamedTuple

from django.contrib.messages import get_messages
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from okoce.clock import now, today
from okoce.programme.models import ProgrammeYear

KEPT_SECONDS = 60

# The current year, or the newest, with a row for each of its stages. As many tallies as were ever appended, whether
# summed up or not. In SQL because most requests are answered by it alone.
_READ = """
    WITH newest AS (
        SELECT year.id, year.name, year.year,
            COALESCE((SELECT ledger.additions FROM journey_tallyledger ledger
                WHERE ledger.programme_year_id = year.id), 0)
            + (SELECT COUNT(*) FROM journey_tally tally
                WHERE tally.programme_year_id = year.id AND NOT tally.is_summed) AS tallies,
            (SELECT SUM(target.people * target.id) FROM programme_target target
                WHERE target.programme_year_id = year.id) AS targets
        FROM programme_programmeyear year WHERE year.starts_on <= %s ORDER BY year.starts_on DESC LIMIT 1
    )
    SELECT newest.*, stage.position, stage.stage, stage.name
    FROM newest LEFT JOIN programme_programmestage stage ON stage.programme_year_id = newest.id
    ORDER BY stage.position"""


class Shown(NamedTuple):
    """A year, and what distinguishes one state of its figures from another."""

    year: int
    figures: tuple
    stages: tuple


def unchanged_is_304(view):
    """While no figure moved: 304, or the page drawn for the visitor before. Not for who is signed in (their header)."""

    @functools.wraps(view)
    def wrapped(request, *args, **kwargs):
        shown = _shown()
        if shown is None:
            return render(request, "reports/progress/none.html")
        if request.user.is_authenticated:
            return view(request, *args, year=_year(shown), **kwargs)
        seen = _version(request, shown)
        response = get_conditional_response(request, etag=seen) or _drawn_before(request, shown, seen)
        if response is None:
            response = view(request, *args, year=_year(shown), **kwargs)
            _remember(request, shown, seen, response)
        if response.status_code in (200, 304):
            response["ETag"] = seen
            patch_cache_control(response, no_cache=True)
        return response

    return wrapped


def _shown():
    with connection.cursor() as cursor:
        cursor.execute(_READ, [str(today())])
        rows = cursor.fetchall()
    if not rows:
        return None
    stages = tuple(row[5:] for row in rows if row[5] is not None)
    return Shown(rows[0][0], rows[0][:5], stages)


def _year(shown):
    return ProgrammeYear.objects.get(pk=shown.year)


def _version(request, shown):
    """Of all a visitor sees. A tally may become visible after a younger one and then moves nothing here: the minute
    stands in it, so "not changed" is answered no longer than that."""
    looks = getattr(staticfiles_storage, "manifest_hash", "")
    parts = (request.get_full_path(), looks, today(), f"{now():%H:%M}", shown.figures, shown.stages)
    return quote_etag(hashlib.sha256(repr(parts).encode()).hexdigest()[:32])


def _drawn_before(request, shown, version):
    """The page as another visitor got it, unless a message waits to be shown on this one."""
    if not _is_plain(request, shown) or len(get_messages(request)):
        return None
    content = cache.get(f"progress:{version}")
    return HttpResponse(content) if content else None


def _remember(request, shown, version, response):
    if _is_plain(request, shown) and response.status_code == 200 and not get_messages(request).used:
        cache.add(f"progress:{version}", response.content, KEPT_SECONDS)


def _is_plain(request, shown):
    """An address the page itself leads to: invented ones must not fill the cache."""
    query = request.META.get("QUERY_STRING", "")
    return request.method == "GET" and (not query or query in {f"tahap={stage}" for _, stage, _ in shown.stages})
