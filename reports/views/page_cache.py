"""Public pages that are not drawn again while nothing they show has moved."""

import functools
import hashlib
from typing import NamedTuple

from django.contrib.messages import get_messages
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db.models import Count, F, Subquery, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from okoce.clock import now, today
from okoce.programme.models import ProgrammeYear, Target
from participants.journey.models import Tally

KEPT_SECONDS = 60


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
    """Return the current year, or the newest; with it as many tallies as were ever appended, summed up or not.

    One statement, since most requests are answered by it alone: a row for each stage. What is asked about the year
    names it by `newest` and not by the row, so that the database answers it once and not once a stage.
    """
    newest = Subquery(ProgrammeYear.objects.filter(starts_on__lte=today()).order_by("-starts_on").values("pk")[:1])
    to_sum_up = _of_year(Tally.objects.filter(programme_year=newest, is_summed=False), Count("pk"))
    targets = _of_year(Target.objects.filter(programme_year=newest), Sum(F("people") * F("pk")))
    of_the_year = ("pk", "name", "year", targets, "tally_ledger__additions", to_sum_up)
    rows = ProgrammeYear.objects.filter(pk=newest).order_by("stages__position")
    rows = list(rows.values_list(*of_the_year, "stages__position", "stages__stage", "stages__name"))
    if not rows:
        return None
    *year, summed_up, not_summed_up = rows[0][:6]
    stages = tuple(row[6:] for row in rows if row[6] is not None)
    return Shown(rows[0][0], (*year, (summed_up or 0) + (not_summed_up or 0)), stages)


def _of_year(rows, figure):
    return Subquery(rows.order_by().values("programme_year").annotate(figure=figure).values("figure"))


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
