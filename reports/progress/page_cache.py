"""Public pages that are not drawn again while nothing they show has moved."""

import functools

from django.contrib.messages import get_messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from okoce.programme import memory
from reports.figures.versions import KEPT_SECONDS, version_of


def unchanged_is_304(view):
    """While no figure moved: 304, or the page drawn for the visitor before. Not for who is signed in (their header)."""

    @functools.wraps(view)
    def wrapped(request, *args, **kwargs):
        year = memory.newest_year()
        if year is None:
            return render(request, "reports/progress/none.html")
        if request.user.is_authenticated:
            return view(request, *args, year=year, **kwargs)
        seen = _version(request, year)
        response = get_conditional_response(request, etag=seen) or _drawn_before(request, year, seen)
        if response is None:
            response = view(request, *args, year=year, **kwargs)
            _remember(request, year, seen, response)
        if response.status_code in (200, 304):
            response["ETag"] = seen
            patch_cache_control(response, no_cache=True)
        return response

    return wrapped


def _version(request, year):
    """Of all a visitor sees."""
    stages = [(row.position, row.stage, row.name) for row in year.ordered_stages]
    return quote_etag(version_of(year, request.get_full_path(), str(year), stages))


def _drawn_before(request, year, version):
    """The page as another visitor got it, unless a message waits to be shown on this one."""
    if not _is_plain(request, year) or len(get_messages(request)):
        return None
    content = cache.get(f"progress:{version}")
    return HttpResponse(content) if content else None


def _remember(request, year, version, response):
    if _is_plain(request, year) and response.status_code == 200 and not get_messages(request).used:
        cache.add(f"progress:{version}", response.content, KEPT_SECONDS)


def _is_plain(request, year):
    """An address the page itself leads to: invented ones must not fill the cache."""
    query = request.META.get("QUERY_STRING", "")
    return request.method == "GET" and (not query or query in {f"tahap={row.stage}" for row in year.ordered_stages})
